"""Deadlines are reminded of: those who have not acted, once, and never of what is past."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tests import factories as make
from workstreams.consensus import actions as consensus
from workstreams.consultations import actions as consultations
from workstreams.notices import actions, schedule
from workstreams.notices.models import Notice, Owed, Reminder
from workstreams.notices.rows import sentence
from workstreams.recommendations import actions as recommendations
from workstreams.recommendations.models import Recommendation

pytestmark = pytest.mark.django_db

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
TEXT = "Developers publish the tiers of access before release."


def text_in(group, step, by):
    made = recommendations.begin(group, by=by, title="Graded access", body=TEXT)
    Recommendation.objects.filter(pk=made.pk).update(step=step)
    made.refresh_from_db()
    return made


@pytest.fixture
def group():
    return make.group("Graded access")


@pytest.fixture
def lead(group):
    return make.lead(group, "Leilani Kahale")


@pytest.fixture
def remind(run_tasks):
    """The clock at a moment: how many reminders it had told."""

    def at(moment):
        with run_tasks():
            return actions.plan_reminders(now=moment)

    return at


def reminded(member):
    """The events that members were reminded of."""
    found = Notice.objects.visible_to(member).filter(event__regex="ends$|over$|due$")
    return list(found.order_by("pk").values_list("event", flat=True))


def test_who_has_not_answered_a_call_is_reminded_a_week_and_a_day_before_its_end(group, lead, remind):
    organisation = make.organisation(None, "civil")
    spoke, colleague = (make.member(None, "civil", organisation=organisation) for _each in range(2))
    silent, observer = make.member("Silva Mendes", "public"), make.member(None, "academia")
    for person, role in [
        (spoke, "participant"),
        (colleague, "participant"),
        (silent, "editor"),
        (observer, "observer"),
    ]:
        make.seat(person, group, role)
    call = consensus.open_call(
        text_in(group, "answering", lead), by=lead, question="Do you agree?", parties="group", results="closed"
    )
    consensus.take_position(call, by=spoke, stance="support")
    ends = call.closes_at
    moments = [ends - 8 * DAY, ends - 7 * DAY, ends - 7 * DAY + HOUR, ends - DAY, ends - DAY, ends - HOUR]
    assert [remind(moment) for moment in moments] == [0, 1, 0, 1, 0, 0]
    both = ["consensus_call_ends"] * 2
    assert [reminded(one) for one in (silent, lead, spoke, colleague, observer)] == [both, both, [], [], []]
    assert set(Notice.objects.filter(recipient=silent).values_list("kind", "by_mail")) == {("waiting", True)}
    assert sentence(Notice.objects.for_inbox().filter(recipient=silent).first()) == (
        f"The call for consensus on “Graded access” ends on {ends:%A %-d %B, %H:%M}. It has no position of yours"
    )


def test_who_has_not_commented_is_reminded_and_the_leads_when_the_time_is_up(group, lead, remind):
    silent, spoke = make.participant(group), make.participant(group)
    document = text_in(group, "last_call", lead)
    consultation = consultations.open_consultation(document, by=lead, audience="public")
    consultations.comment(consultation.revision, by=spoke, body="Make it sixty days.")
    outsider, ends = make.member(), consultation.closes_at
    assert remind(ends - 6 * DAY) == 1
    assert [reminded(one) for one in (silent, spoke, lead, outsider)] == [["consultation_ends"], [], [], []]
    past = timezone.now() - HOUR
    Recommendation.objects.filter(pk=document.pk).update(step_since=past - DAY, step_ends_at=past)
    assert (remind(timezone.now()), remind(timezone.now() + DAY)) == (1, 0)
    assert [reminded(one) for one in (silent, spoke, lead)] == [["consultation_ends"], [], ["step_over"]]


def test_a_late_clock_sends_the_last_reminder_that_is_due_alone(group, lead, remind):
    silent = make.participant(group)
    document = recommendations.take_step(text_in(group, "idea", lead), "adoption_call", by=lead)
    assert remind(document.step_ends_at - HOUR) == 1
    assert remind(document.step_ends_at - 2 * DAY) == 0, "nor the earlier one after it"
    assert reminded(silent) == ["adoption_call_ends"]
    assert Reminder.objects.get().days == 1


def test_a_deadline_that_was_moved_is_reminded_of_where_its_time_is_still_to_come(group, lead, remind):
    silent, now = make.participant(group), timezone.now()
    document = recommendations.take_step(text_in(group, "draft", lead), "last_call", by=lead, ends=now + 6 * DAY)
    assert remind(now + HOUR) == 0, "it never had a week"
    assert remind(now + 5 * DAY + HOUR) == 1
    moved = recommendations.move_deadline(document, by=lead, ends=now + 7 * DAY - HOUR, why="A holiday.")
    assert remind(now + HOUR) == 0
    assert remind(moved.step_ends_at - DAY) == 1
    moved = recommendations.move_deadline(document, by=lead, ends=now + 30 * DAY, why="More holidays.")
    assert [remind(now + 22 * DAY), remind(now + 23 * DAY + HOUR), remind(now + 29 * DAY + HOUR)] == [0, 1, 1]
    assert reminded(silent) == ["last_call_ends"] * 4


def test_what_was_moved_or_ended_before_the_worker_came_reminds_nobody(group, lead, run_tasks):
    silent = make.participant(group)
    document = recommendations.take_step(text_in(group, "draft", lead), "last_call", by=lead)
    with run_tasks():
        actions.plan_reminders(now=document.step_ends_at - DAY)
        recommendations.move_deadline(
            document, by=lead, ends=document.step_ends_at + 9 * DAY, why="A holiday came between."
        )
    assert reminded(silent) == [] and not Owed.objects.filter(event="last_call_ends").exists()


def test_leads_and_editors_are_reminded_of_a_review_a_week_before_its_day_and_on_it(group, lead, remind):
    editor, seated = make.member(), make.participant(group)
    make.seat(editor, group, "editor")
    document = text_in(group, "published", lead)
    now = timezone.now()
    day = timezone.localdate(now) + 10 * DAY
    recommendations.set_review_day(document, by=lead, day=day)
    assert [remind(now + n * DAY) for n in (2, 3, 4, 10, 11, 400)] == [0, 1, 0, 1, 0, 0]
    both = ["review_due"] * 2
    assert [reminded(one) for one in (lead, editor, seated)] == [both, both, []]
    assert sentence(Notice.objects.for_inbox().filter(recipient=lead).first()) == (
        f"“Graded access” is to be looked at again on {day:%-d %B %Y}"
    )


def test_the_clock_knows_of_it():
    assert schedule.ENTRIES["reminders"]["task"] == schedule.plan_reminders.name


@pytest.mark.django_db(transaction=True)
def test_two_clocks_at_the_same_instant_remind_once():
    make.sectors()
    group = make.group()
    lead = make.lead(group)
    document = recommendations.take_step(text_in(group, "draft", lead), "last_call", by=lead)
    Owed.objects.all().delete()
    together, planned = threading.Barrier(3), []

    def clock():
        try:
            together.wait()
            planned.append(actions.plan_reminders(now=document.step_ends_at - 7 * DAY))
        finally:
            connection.close()

    clocks = [threading.Thread(target=clock) for _each in range(3)]
    for one in clocks:
        one.start()
    for one in clocks:
        one.join()
    assert sorted(planned) == [0, 0, 1]
    assert Reminder.objects.count() == Owed.objects.count() == 1
