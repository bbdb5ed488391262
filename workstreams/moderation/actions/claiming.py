"""Taking a case, giving it back, and passing it on. One transaction each; the actor is `by`."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from workstreams.moderation.actions.logbook import record
from workstreams.moderation.actions.restricting import due_reason
from workstreams.moderation.actions.telling import tell_of_appeal, tell_of_case
from workstreams.moderation.models import Appeal, Case, Letter
from workstreams.moderation.permissions import can_work_on


@transaction.atomic
def claim(case, *, by, instead_of=None):
    """Take a case, so that no other lead works on it meanwhile. One's own stays as it is.

    `instead_of`: the member from whom it is taken over, as the page showed; None for one that nobody has. Raises
    PermissionDenied for all who may not decide it; ValidationError once it is decided (code "decided"), and where
    somebody else took it in the meantime (code "claimed").
    """
    case = open_case(case, by)
    if case.claimed_by_id == by.pk:
        return case
    if case.claimed_by_id != (instead_of and instead_of.pk):
        raise claimed(case)
    case.claimed_at, case.claimed_by = timezone.now(), by
    case.save(update_fields=["claimed_at", "claimed_by"])
    return case


@transaction.atomic
def give_back(case, *, by):
    """Leave a case to the others. Errors as in `claim`; one that is not one's own stays as it is."""
    case = open_case(case, by)
    if case.claimed_by_id == by.pk:
        case.claimed_at = case.claimed_by = None
        case.save(update_fields=["claimed_at", "claimed_by"])
    return case


@transaction.atomic
def escalate(case, *, by, note):
    """Pass a case on to the secretariat, with the reason why: from then on it alone decides, an open appeal too.

    Errors as in `claim`; ValidationError without a note, and for a case that it has already.
    """
    case = open_case(case, by)
    if case.escalated_at or case.group is None:
        raise ValidationError(_("The secretariat has this case already."))
    not_anothers(case, by)
    case.escalated_at, case.escalated_by, case.escalation_note = timezone.now(), by, due_reason(note)
    case.claimed_at = case.claimed_by = None
    case.save(update_fields=["escalated_at", "escalated_by", "escalation_note", "claimed_at", "claimed_by"])
    record("escalate", by=by, group=case.group, post=case.post, member=case.author, reason=case.escalation_note)
    tell_of_case(case, Letter.Kind.CASE_PASSED_ON)
    _pass_on_appeals(case)
    return case


def _pass_on_appeals(case):
    """What the rule on spam hid may be appealed while the case waits: whoever decides the one decides the other."""
    appeals = (
        Appeal.objects.open().select_for_update(of=["self"]).filter(statement__decision__case=case, group__isnull=False)
    )
    for appeal in appeals.select_related("statement__decision").order_by("pk"):
        appeal.group = None
        appeal.save(update_fields=["group"])
        tell_of_appeal(appeal, Letter.Kind.APPEAL_OPENED)


def open_case(case, by):
    """The case anew, held, and open. Whoever holds a thread or a post as well has taken those before."""
    case = Case.objects.select_for_update(of=["self"]).select_related("group", "post", "author").get(pk=case.pk)
    if not can_work_on(by, case):
        raise PermissionDenied(
            _("The secretariat decides this case.")
            if case.escalated_at or case.group is None
            else _("A lead of this group decides, but nobody on their own words or on a flag that they raised.")
        )
    if case.closed_at:
        raise ValidationError(how_it_was_decided(case, by), code="decided")
    return case


def how_it_was_decided(case, by):
    """What somebody else made of a case, or the reader themselves before they pressed once more, in words."""
    latest = case.decisions.in_force().exclude(decided_by=None).select_related("decided_by").first()
    if latest is None:
        # Closed along with what it stands below.
        return _("This case was decided in the meantime. Nothing was changed now.")
    said = {
        "name": latest.decided_by.name,
        "outcome": latest.get_kind_display(),
        "time": date_format(timezone.localtime(latest.decided_at), "j F, H:i"),
    }
    if latest.decided_by_id == by.pk:
        return _("You decided this case on %(time)s: %(outcome)s. Nothing was changed now.") % said
    return _("%(name)s decided this case on %(time)s: %(outcome)s. Nothing was changed now.") % said


def not_anothers(case, by):
    """Refuse what is on somebody else's table."""
    if case.claimed_by_id not in {None, by.pk}:
        raise claimed(case)


def claimed(case):
    """The error for a case that somebody else took, or gave back."""
    if case.claimed_by is None:
        return ValidationError(_("This case was given back in the meantime. Take it first."), code="claimed")
    return ValidationError(
        _("%(name)s has taken this case. Take it over if you want to decide it.") % {"name": case.claimed_by.name},
        code="claimed",
    )
