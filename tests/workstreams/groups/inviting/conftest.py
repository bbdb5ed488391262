"""A group to which one comes by invitation, its lead, and the way to invite."""

import pytest

from tests import factories
from tests.members.invitations.links import secret_in
from workstreams.groups import actions


@pytest.fixture
def group():
    return factories.group("Graded model access", joining="invitation")


@pytest.fixture
def lead(group):
    return factories.lead(group, "Ines Okoro")


@pytest.fixture
def invite(run_tasks, mailoutbox, group, lead):
    """Invite to the group, and read the link from the mail: returns the invited seat and the secret in its link."""

    def inviting(email="ana@example.org", *, by=None, **fields):
        with run_tasks():
            seat = actions.invite_to_group(group, by=by or lead, email=email, **fields)
        return seat, secret_in(mailoutbox[-1])

    return inviting
