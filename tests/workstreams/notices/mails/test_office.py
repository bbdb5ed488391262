"""What the secretariat sees and does with mails of notices."""

import pytest
from django.urls import reverse

from tests import factories as make
from workstreams.notices import actions
from workstreams.notices.models import Mailing

pytestmark = pytest.mark.django_db

LIST = reverse("admin:notices_mailing_changelist")


@pytest.fixture
def office(client, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(make.staff())
    return client


def test_the_list_says_what_it_is_about_and_what_became_of_it(office, answer, me):
    answer()
    actions.plan_mails()
    page = office.get(LIST).content.decode()
    assert me.name in page and "Who may see weights?" in page and "Planned" in page


def press(office, action, mailing):
    data = {"action": action, "_selected_action": [mailing.pk], "sure": "yes", "reason": "They asked."}
    return office.post(LIST, data)


def test_one_that_is_held_back_goes_once_it_is_let_go(office, answer, send, me):
    answer()
    actions.plan_mails()
    mailing = Mailing.objects.get()
    press(office, "hold_selected", mailing)
    assert send() == []
    press(office, "resume_selected", mailing)
    assert [mail.to for mail in send()] == [[me.email]]


def test_one_that_is_sent_once_more_has_a_message_id_of_its_own(office, answer, send, me):
    answer()
    (first,) = send()
    press(office, "resend_selected", Mailing.objects.get())
    (second,) = send()
    assert second.to == [me.email]
    assert first.extra_headers["Message-ID"] != second.extra_headers["Message-ID"]


def test_one_list_costs_the_same_for_one_and_for_thirty(office, answer, thread, django_assert_max_num_queries):
    answer(to=[make.participant(thread.group) for _ in range(30)])
    actions.plan_mails()
    with django_assert_max_num_queries(14):
        office.get(LIST)
