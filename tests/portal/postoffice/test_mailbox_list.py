"""The secretariat's list of addresses with trouble."""

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.postoffice.models import Mailbox
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("asked", "shown"), [("stopped", {"no@example.org"}), ("goes", {"yes@example.org"})])
def test_those_to_which_no_mail_goes_are_found(client, asked, shown):
    Mailbox.objects.create(address="no@example.org", score=40, stopped_at=timezone.now(), why="No such mailbox.")
    Mailbox.objects.create(address="yes@example.org", score=10)
    client.force_login(factories.staff())
    page = client.get(reverse("admin:postoffice_mailbox_changelist"), {"mail": asked})
    assert {row.address for row in page.context["cl"].result_list} == shown
