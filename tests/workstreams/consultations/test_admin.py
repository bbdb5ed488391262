"""The secretariat's lists of consultations and comments."""

import pytest
from django.urls import reverse

from tests import factories as make
from workstreams.consultations import actions

pytestmark = pytest.mark.django_db


def test_the_list_of_comments_opens_on_what_waits(client, revision, lead):
    client.force_login(make.staff())
    waits = actions.comment(revision, by=make.member("Ines Sala"), body="Too few days.")
    done = actions.comment(revision, by=make.member("Ola Berg"), body="Good.")
    actions.dispose(done, by=lead, outcome="accepted")
    page = client.get(reverse("admin:consultations_comment_changelist")).content.decode()
    assert "Ines Sala" in page and "Ola Berg" not in page
    page = client.get(reverse("admin:consultations_comment_changelist"), {"state": "all"}).content.decode()
    assert "Ines Sala" in page and "Ola Berg" in page
    one = client.get(reverse("admin:consultations_comment_change", args=[waits.pk])).content.decode()
    assert waits.get_absolute_url() in one and "Too few days." in one
    assert client.get(reverse("admin:consultations_consultation_changelist")).status_code == 200
