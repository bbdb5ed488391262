"""Who may comment, and who disposes of comments."""

from members.permissions import is_active_member
from workstreams.groups.permissions import can_lead, can_take_part
from workstreams.recommendations.models import Revision
from workstreams.recommendations.permissions import can_write


def can_consult(user, recommendation):
    """The group's leads open and close consultations."""
    return can_lead(user, recommendation.group)


def can_comment(user, revision):
    """Those with a seat in the group, observers too; in a consultation of all, as long as it lasts, every active member
    who may read it."""
    if can_take_part(user, revision.recommendation.group):
        return True
    if not is_active_member(user):
        return False
    wider = [Revision.Audience.MEMBERS, Revision.Audience.PUBLIC]
    return revision.consultations.taking_comments().filter(audience__in=wider).exists()


def can_comment_as_guest(user, revision):
    """Whoever is not signed in, in a consultation of everybody, as long as it lasts."""
    if user.is_authenticated:
        return False
    return revision.consultations.taking_comments().filter(audience=Revision.Audience.PUBLIC).exists()


def can_dispose(user, comment):
    """The editors and leads of the group, also of what they said themselves: it is theirs to take up or not."""
    return can_write(user, comment.revision.recommendation)


def can_hide(user, comment):
    """The group's leads, and nobody their own."""
    return can_lead(user, comment.revision.recommendation.group) and user.pk != comment.author_id
