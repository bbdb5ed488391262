"""What becomes of objections. One transaction each; the actor is `by`."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.actions.happenings import happened
from workstreams.consensus.actions.holding import held_objection
from workstreams.consensus.models import Objection, Reply
from workstreams.consensus.permissions import can_answer, can_discuss, can_overrule, can_withdraw
from workstreams.discussion import actions as discussion
from workstreams.discussion.models import Thread
from workstreams.recommendations.steps import ENDED, Step

State = Objection.State
TITLE_LENGTH = Thread._meta.get_field("title").max_length


@transaction.atomic
def answer(objection, *, by, text):
    """Answer an objection. It is answered from then on, and stands until it is withdrawn, resolved or overruled.
    Returns the answer."""
    objection, text = held_objection(objection), _text(text, Reply._meta.get_field("text"))
    if not can_answer(by, objection):
        raise PermissionDenied(_("The editors and leads of the group answer objections."))
    _ask_that_it_stands(objection)
    if objection.state == State.OPEN:
        objection.state = State.ANSWERED
        objection.save(update_fields=["state"])
    _tell("objection_answered", objection, by)
    return Reply.objects.create(objection=objection, author=by, text=text)


@transaction.atomic
def withdraw(objection, *, by):
    """Take back an objection that one raised. The position stays as it was taken."""
    objection = held_objection(objection)
    if not can_withdraw(by, objection):
        raise PermissionDenied(_("Whoever raised an objection withdraws it."))
    _ask_that_it_stands(objection)
    return _settle(objection, State.WITHDRAWN, by=by)


@transaction.atomic
def resolve(objection, *, by, revision):
    """Say that a later revision resolved an objection."""
    objection = held_objection(objection)
    if not can_answer(by, objection):
        raise PermissionDenied(_("The editors and leads of the group say what resolved an objection."))
    _ask_that_it_stands(objection)
    call = objection.call
    if revision.recommendation_id != call.recommendation_id or revision.number <= call.revision.number:
        raise ValidationError({"revision": _("Choose a revision that is newer than the one that was objected to.")})
    objection.resolved_in = revision
    _tell("objection_resolved", objection, by)
    return _settle(objection, State.RESOLVED, by=by)


@transaction.atomic
def overrule(objection, *, by, reason):
    """Overrule an objection that was answered, with reasons that bear one's name and are printed with the text: so
    before the text is published, and not afterwards."""
    objection, reason = held_objection(objection), _text(reason, Objection._meta.get_field("reason"))
    if not can_overrule(by, objection):
        raise PermissionDenied(_("The leads of the group overrule objections, and nobody their own."))
    if objection.state == State.OPEN:
        raise ValidationError(_("Answer the objection first. What nobody answered is not overruled."))
    _ask_that_it_stands(objection)
    if objection.call.recommendation.where in ENDED | {Step.PUBLISHED}:
        raise ValidationError(_("The text is published. What stood against it is printed with it, and stays."))
    objection.reason = reason
    _tell("objection_overruled", objection, by)
    return _settle(objection, State.OVERRULED, by=by)


@transaction.atomic
def discuss(objection, *, by, source=""):
    """Open the thread in which an objection is discussed, with its words. Harmless a second time. Returns the thread;
    or what is held, where the text waits for a lead first.

    Raises as discussion.start_thread, and PermissionDenied to whom the objection is not to be told yet.
    """
    objection = held_objection(objection)
    if not can_discuss(by, objection):
        raise PermissionDenied(_("While the call hides what others say, whoever raised an objection brings it up."))
    if objection.thread_id:
        return objection.thread
    document = objection.call.recommendation
    title = _("Objection: %(title)s") % {"title": document.title}
    quoted = "\n".join(f"> {line}" for line in [*objection.text.splitlines(), "", *objection.change.splitlines()])
    said = discussion.start_thread(document.group, by=by, title=title[:TITLE_LENGTH], body=quoted, source=source)
    if isinstance(said, Thread):
        objection.thread = said
        objection.save(update_fields=["thread"])
    return said


def _settle(objection, state, *, by):
    objection.state, objection.settled_at, objection.settled_by = state, timezone.now(), by
    objection.save(update_fields=["state", "settled_at", "settled_by", "reason", "resolved_in"])
    return objection


def _tell(event, objection, by):
    happened(event, to=objection.position.member, by=by, about=objection)


def _ask_that_it_stands(objection):
    if objection.state not in (State.OPEN, State.ANSWERED):
        raise ValidationError(
            _("This objection is settled already: %(state)s.") % {"state": objection.get_state_display().lower()}
        )


def _text(text, field):
    text = text.strip()
    if not text or "\x00" in text:
        raise ValidationError({field.name: _("Write the reasons.")})
    if len(text) > field.max_length:
        message = _("%(most)d characters fit. This has %(has)d.") % {"most": field.max_length, "has": len(text)}
        raise ValidationError({field.name: message})
    return text
