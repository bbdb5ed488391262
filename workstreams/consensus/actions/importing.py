"""Bringing in what organisations answered elsewhere, and what invented people say in a demonstration. One transaction
each; the actor is `by`."""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.actions.bringing_in import imported_members
from members.models import Affiliation, Member, Organisation, Sector
from members.permissions import can_bring_in
from workstreams.consensus.actions.calling import open_call
from workstreams.consensus.actions.holding import held_call
from workstreams.consensus.models import Call, Position
from workstreams.recommendations import actions as recommendations
from workstreams.recommendations.steps import MAIN, Step


@dataclass(frozen=True)
class Answer:
    """What an organisation answered: its name, the mark of its sector, its stance, and the answer in its words."""

    organisation: str
    sector: str
    stance: str
    words: str


@transaction.atomic
def import_answers(group, *, by, title, question, answers, source):
    """Make a document of a question that was asked elsewhere, with an open call on it, and the answers of organisations
    as positions. `source` says whence, and stands in the text. Organisations that are not here are entered; who spoke
    for them is an account that nobody can sign in to. Of two answers of one organisation the later counts. Returns the
    call.
    """
    if not can_bring_in(by):
        raise PermissionDenied(_("Only the secretariat brings in what was answered elsewhere."))
    answers = {answer.organisation.casefold(): answer for answer in answers}.values()
    document = recommendations.bring_in(group, by=by, title=title, body=f"{question}\n\n{source}")
    for step in MAIN[1 : MAIN.index(Step.ANSWERING) + 1]:
        document = recommendations.take_step(document, step, by=by, why=source)
    call = open_call(document, by=by, question=question, parties=Call.Parties.ALLIANCE, results=Call.Results.OPEN)
    sectors = {sector.mark: sector for sector in Sector.objects.all()}
    organisations = {answer: _organisation(answer.organisation, sectors[answer.sector]) for answer in answers}
    speakers = imported_members({_address(one): _speaker(one) for one in organisations.values()})
    Position.objects.bulk_create(
        Position(
            call=call,
            member=speakers[_address(organisation)],
            sector=organisation.sector,
            organisation=organisation,
            stance=answer.stance,
            reason=answer.words,
            taken_at=call.opened_at,
        )
        for answer, organisation in organisations.items()
    )
    return call


@transaction.atomic
def bring_in_support(call, moments, *, by):
    """Let invented people support a call, each at their moment: {member: moment}. For a demonstration, in which many
    are to be seen at once; nobody of them may have said anything before.

    Raises PermissionDenied for anyone but the secretariat; ValidationError outside demo mode, for somebody real, and
    for a moment at which the call was not open.
    """
    if not can_bring_in(by):
        raise PermissionDenied(_("Only the secretariat brings in what invented people say."))
    call = held_call(call)
    if not settings.DEMO or not all(member.is_fictitious for member in moments):
        raise ValidationError(_("Only invented people speak at once, and only in a demonstration."))
    if not all(call.opened_at <= moment <= timezone.now() and call.is_open(moment) for moment in moments.values()):
        raise ValidationError(_("This call is closed. Positions stand as they are."), code="closed")
    speaking = Affiliation.objects.current().filter(member__in=moments)
    return Position.objects.bulk_create(
        Position(
            call=call,
            member_id=affiliation.member_id,
            sector_id=affiliation.sector_id,
            organisation_id=affiliation.organisation_id,
            stance=Position.Stance.SUPPORT,
            taken_at=moment,
        )
        for affiliation, moment in _in_order(speaking, moments)
    )


def _in_order(affiliations, moments):
    of = {affiliation.member_id: affiliation for affiliation in affiliations}
    return [(of[member.pk], moment) for member, moment in sorted(moments.items(), key=lambda each: each[1])]


def _organisation(name, sector):
    found = Organisation.objects.named(name).select_related("sector").first()
    return found or Organisation.objects.create(name=name, sector=sector, approved_at=timezone.now())


def _speaker(organisation):
    most = Member._meta.get_field("name").max_length
    return (_("Who answered for %(name)s") % {"name": organisation.name})[:most]


def _address(organisation):
    return f"organisation-{organisation.pk}@answers.invalid"
