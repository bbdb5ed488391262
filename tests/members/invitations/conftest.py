"""What the tests of invitations share."""

import pytest

from members import actions
from members.models import Invitation
from tests import factories
from tests.members.invitations.links import secret_in


@pytest.fixture
def invite(run_tasks, mailoutbox):
    """Invite, and read the link from the mail: returns the invitation and the secret in its link."""

    def inviting(email="ana@example.org", name="Ana Quispe", *, by=None, act=actions.invite, **fields):
        with run_tasks():
            made = act(by=by or factories.staff(), email=email, name=name, **fields)
        invitation = getattr(made, "invitation", made)
        return Invitation.objects.get(pk=invitation.pk), secret_in(mailoutbox[-1])

    return inviting
