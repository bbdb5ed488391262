"""Who may do what in a thread."""

from members.permissions import is_active_member, is_secretariat
from workstreams.groups.models import Participation
from workstreams.groups.permissions import can_lead, can_open_matters, can_see, can_take_part, role_in


def can_start_thread(user, group):
    """Those with a seat, but observers."""
    return can_open_matters(user, group)


def can_reply(user, thread):
    """Those with a seat in the group, observers too. Whether the thread is open is a question of when, not of who."""
    return can_take_part(user, thread.group)


def can_attach(user, group):
    """Those with a seat bring files for what they write, observers too."""
    return can_take_part(user, group)


def can_steer(user, thread):
    """The group's leads pin, lock, tag, split, merge and move."""
    return can_lead(user, thread.group)


def can_hide(user, post):
    """The group's leads hide posts, but nobody moderates their own."""
    return can_lead(user, post.thread.group) and user.pk != post.author_id


def can_silence(user, member, group):
    """The group's leads keep somebody from speaking there for a while: never themselves, another lead, or who works for
    the secretariat."""
    if not can_lead(user, group) or user.pk == member.pk or is_secretariat(member):
        return False
    return role_in(member, group) != Participation.Role.LEAD


def can_release(user, held):
    """The group's leads read what waits, and release or decline it; nobody their own text."""
    return can_lead(user, held.group) and user.pk != held.author_id


def can_take_back(user, held):
    """Whoever wrote a text that waits takes it back, also after they gave up their seat."""
    return user.is_authenticated and user.pk == held.author_id


def can_edit(user, post):
    """Whoever wrote the post changes it, while they have a seat: nobody else puts words into a mouth."""
    return user.pk == post.author_id and can_take_part(user, post.thread.group)


def can_withdraw(user, post):
    """Whoever wrote the post takes it back, also after they gave up their seat."""
    return user.pk == post.author_id and is_active_member(user)


def can_react(user, post):
    """Those with a seat put a sign under what others wrote, observers too."""
    return user.pk != post.author_id and can_take_part(user, post.thread.group)


def can_agree(user, post):
    """To agree is to take a position, which observers do not."""
    return user.pk != post.author_id and can_open_matters(user, post.thread.group)


def can_import(user, group):
    """The group's leads and the secretariat bring a mailing list's archive in."""
    return can_lead(user, group)


def can_follow(user, group):
    """Every active member who sees the group follows its threads, and has kept what they read there."""
    return is_active_member(user) and can_see(user, group)
