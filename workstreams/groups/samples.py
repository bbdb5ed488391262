"""The mails about seats, with invented content (see portal.postoffice.samples). Nothing is written."""

from functools import partial

from django.utils.translation import gettext as _

from members.samples import somebody
from portal.postoffice.samples import Sample
from workstreams.groups import emails
from workstreams.groups.models import JoinRequest, Participation, WorkingGroup


def invented_group():
    """A group that is in no table."""
    return WorkingGroup(pk=0, name=_("Graded model access"), slug="graded-model-access")


def mails():
    """Requests to join, and roles."""
    group, member = invented_group(), somebody()
    request = partial(JoinRequest, pk=0, group=group, member=member)
    asked = request(note=_("I worked on access for researchers."))
    accepted = request(outcome=JoinRequest.Outcome.ACCEPTED)
    declined = request(outcome=JoinRequest.Outcome.DECLINED, reason=_("The group closes in two weeks."))
    write, said = emails.join_request_decided, "email/join_request_decided"
    yield Sample(
        "email/join_request_received",
        _("To the leads: somebody asks to join"),
        partial(emails.join_request_received, asked, somebody("Ingrid Solberg")),
    )
    yield Sample(said, _("A request to join is accepted"), partial(write, accepted), "accepted")
    yield Sample(said, _("A request to join is declined"), partial(write, declined), "declined")
    for role in Participation.Role:
        seat = Participation(pk=0, group=group, member=member, role=role)
        when = _("To somebody with a new role: %(role)s") % {"role": role.label}
        yield Sample("email/role_given", when, partial(emails.role_given, seat), role.value)
