"""What has waited for two days is told once to those who may decide it."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tests import factories as make
from workstreams.moderation import actions
from workstreams.moderation.models import Case, Letter

pytestmark = pytest.mark.django_db

LATER = timedelta(hours=49)


def flagged(group):
    post = make.reply(make.thread(group))
    return actions.flag_post(post, by=make.member(), reason="conduct").case


def reminders():
    return list(Letter.objects.filter(kind=Letter.Kind.CASE_WAITS).order_by("pk").values_list("case", "recipient"))


def test_a_case_that_has_waited_for_two_days_is_told_once_to_each_lead():
    group = make.group()
    leads = {make.lead(group).pk, make.lead(group).pk}
    case = flagged(group)
    assert actions.remind_of_cases(timezone.now() + timedelta(hours=47)) == 0
    assert actions.remind_of_cases(timezone.now() + LATER) == 1
    assert {recipient for _case, recipient in reminders()} == leads
    assert actions.remind_of_cases(timezone.now() + LATER) == 0
    assert len(reminders()) == 2
    assert Case.objects.get(pk=case.pk).reminded_at


def test_many_cases_of_one_desk_are_one_letter_about_the_oldest():
    group = make.group()
    lead = make.lead(group)
    oldest, *_others = [flagged(group) for _number in range(3)]
    assert actions.remind_of_cases(timezone.now() + LATER) == 3
    assert reminders() == [(oldest.pk, lead.pk)]


def test_a_lead_who_is_a_party_is_not_reminded_and_where_nobody_is_left_the_secretariat_is():
    group = make.group()
    lead = make.lead(group)
    post = make.reply(make.thread(group), by=lead)
    case = actions.flag_post(post, by=make.member(), reason="conduct").case
    actions.remind_of_cases(timezone.now() + LATER)
    assert reminders() == [(case.pk, None)]


def test_what_was_passed_on_reminds_the_secretariat_alone():
    group = make.group()
    lead = make.lead(group)
    case = flagged(group)
    actions.escalate(case, by=lead, note="It is about our sponsor.")
    actions.remind_of_cases(timezone.now() + LATER)
    assert reminders() == [(case.pk, None)]


def test_what_was_decided_reminds_nobody():
    group = make.group()
    actions.dismiss(flagged(group), by=make.lead(group))
    assert actions.remind_of_cases(timezone.now() + LATER) == 0


def test_leads_are_written_to_once_an_hour_however_much_is_flagged():
    group, other = make.group(), make.group()
    lead = make.lead(group)
    make.seat(lead, other, "lead")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _number in range(5):
            flagged(group)
        flagged(other)
        clock.shift(timedelta(minutes=61))
        flagged(group)
    opened = Letter.objects.filter(kind=Letter.Kind.CASE_OPENED, recipient=lead)
    assert list(opened.order_by("pk").values_list("case__group", flat=True)) == [group.pk, other.pk, group.pk]


def test_who_has_decided_all_that_they_were_told_of_is_written_to_again():
    group = make.group()
    lead = make.lead(group)
    actions.dismiss(flagged(group), by=lead)
    again = flagged(group)
    opened = Letter.objects.filter(kind=Letter.Kind.CASE_OPENED, recipient=lead)
    assert opened.count() == 2 and opened.filter(case=again).exists()
