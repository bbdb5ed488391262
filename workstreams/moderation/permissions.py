"""Who may flag, and who may decide."""

from members.permissions import is_active_member
from workstreams.discussion.permissions import can_hide
from workstreams.groups.permissions import can_lead, can_see


def can_flag(user, post):
    """Every active member who may read the post, except its author."""
    return is_active_member(user) and user.pk != post.author_id and can_see(user, post.thread.group)


def can_see_desk(user, group):
    """The group's leads and the secretariat."""
    return can_lead(user, group)


def part_in_case(user, post, flags):
    """What makes the user a party who must not decide: "author", "flagger", or "" for nothing.

    `flags`: the open flags on the post. No query where they are at hand.
    """
    if post.author_id == user.pk:
        return "author"
    return "flagger" if any(flag.raised_by_id == user.pk for flag in flags) else ""


def can_decide(user, post):
    """A lead of the group, not on an own post, and not where they raised one of the open flags."""
    return can_hide(user, post) and not part_in_case(user, post, post.flags.open())
