"""Moderation in numbers: per group and quarter, for everybody, and of no group that one does not see."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from workstreams.moderation import actions
from workstreams.moderation.figures import figures, first_day_of_quarter
from workstreams.moderation.models import Case, Decision, Flag

pytestmark = pytest.mark.django_db

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def flagged(group, *, reason="conduct", times=1):
    post = make.reply(make.thread(group))
    for _time in range(times):
        actions.flag_post(post, by=make.member(), reason=reason)
    return make.case(post)


def test_flags_and_what_became_of_them_are_counted_by_quarter(django_assert_num_queries):
    group = make.group("Graded access")
    lead = make.lead(group)
    actions.uphold(flagged(group, times=2), by=lead, reason="Rude.")
    actions.dismiss(flagged(group), by=lead)
    actions.hide(make.reply(make.thread(group)), by=lead, reason="Off topic.")
    flagged(group)
    reader = make.member()
    with django_assert_num_queries(6):
        [one] = figures(reader, LONG_AGO)
    [quarter] = one.quarters
    counted = (quarter.flags, quarter.upheld, quarter.dismissed, quarter.own_accord, quarter.appeals)
    assert counted == (4, 1, 1, 1, 0)


def test_the_median_is_the_middle_case():
    group = make.group()
    lead = make.lead(group)
    for hours in (2, 30, 400):
        case = flagged(group)
        actions.dismiss(case, by=lead)
        Case.objects.filter(pk=case.pk).update(
            opened_at=Case.objects.get(pk=case.pk).closed_at - timedelta(hours=hours)
        )
    [quarter] = figures(make.member(), LONG_AGO)[0].quarters
    assert quarter.median == timedelta(hours=30) and quarter.took == "30 h"


def test_quarters_are_told_apart():
    group = make.group()
    actions.dismiss(flagged(group), by=make.lead(group))
    Flag.objects.update(created_at=datetime(2026, 3, 31, 12, tzinfo=UTC))
    Decision.objects.update(decided_at=datetime(2026, 4, 1, 12, tzinfo=UTC))
    Case.objects.update(closed_at=datetime(2026, 4, 1, 12, tzinfo=UTC))
    later, earlier = figures(make.member(), LONG_AGO)[0].quarters
    assert (later.begins, later.dismissed, later.flags) == (date(2026, 4, 1), 1, 0)
    assert (earlier.begins, earlier.flags, earlier.took) == (date(2026, 1, 1), 1, "")


def test_what_the_rule_on_spam_hid_is_counted_apart():
    group = make.group()
    post = make.reply(make.thread(group))
    for _organisation in range(3):
        actions.flag_post(post, by=make.member(organisation=make.organisation()), reason="spam")
    [quarter] = figures(make.member(), LONG_AGO)[0].quarters
    assert (quarter.by_rule, quarter.upheld, quarter.own_accord) == (1, 0, 0)


def test_a_private_group_is_in_nobodys_figures_but_its_own():
    group = make.group("Under four eyes", visibility="private")
    flagged_in = make.participant(group)
    post = make.reply(make.thread(group))
    actions.flag_post(post, by=flagged_in, reason="conduct")
    assert figures(make.member(), LONG_AGO) == []
    assert [one.group for one in figures(flagged_in, LONG_AGO)] == [group]
    assert "Under four eyes" not in Client().get(reverse("transparency")).content.decode()


def test_everybody_reads_the_page_also_while_it_is_empty():
    page = Client().get(reverse("transparency"))
    assert page.status_code == 200
    assert "Nothing was flagged yet" in page.content.decode()
    flagged(make.group("Graded access"))
    assert "Graded access" in Client().get(reverse("transparency")).content.decode()


@pytest.mark.parametrize(
    ("day", "back", "first"),
    [
        (date(2026, 11, 23), 0, date(2026, 10, 1)),
        (date(2026, 11, 23), 7, date(2025, 1, 1)),
        (date(2026, 1, 1), 1, date(2025, 10, 1)),
        (date(2026, 12, 31), 4, date(2025, 10, 1)),
    ],
)
def test_a_quarter_begins_on_the_first_of_its_first_month(day, back, first):
    assert first_day_of_quarter(day, back=back) == first
