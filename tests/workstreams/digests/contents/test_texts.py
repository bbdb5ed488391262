"""What texts ask of a reader, how they went on, and what was published; and nothing of it where rights end."""

import datetime

import pytest
from django.utils import timezone

from members.models import Member
from tests import factories as make
from tests.workstreams.digests.telling import told
from tests.workstreams.publications.conftest import adopt
from workstreams.consensus import actions as consensus
from workstreams.consultations import actions as consultations
from workstreams.digests.emails.subjects import subject
from workstreams.discussion import actions as discussion
from workstreams.duties.shape import Kind
from workstreams.groups.models import Participation
from workstreams.publications import actions as publications
from workstreams.recommendations import actions as recommendations
from workstreams.recommendations.models import Recommendation

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
CANARY = "Xylophonkatze"


@pytest.fixture
def group():
    return make.group("Access")


@pytest.fixture
def lead(group):
    return make.lead(group)


@pytest.fixture
def reader(group):
    return make.participant(group)


@pytest.fixture
def read(reader):
    def read(member=reader, **more):
        now = timezone.now()
        return told(Member.objects.get(pk=member.pk), now - 7 * DAY, now + DAY, **more)

    return read


def text(group, by, title, step="answering"):
    made = recommendations.begin(group, by=by, title=title, body="Audits are granted.")
    Recommendation.objects.filter(pk=made.pk).update(step=step)
    made.refresh_from_db()
    return made


def call(group, by, title, days):
    asked = {"question": f"Do you agree, {CANARY}?", "parties": "group", "results": "answered"}
    return consensus.open_call(text(group, by, title), by=by, closes_at=timezone.now() + days * DAY, **asked)


def lines(news, kind):
    return [(one.title, one.step, one.number, one.note) for s in news.sections if s.kind == kind for one in s.items]


def test_calls_stand_first_in_the_order_in_which_they_close_and_the_subject_counts_them(read, group, lead, reader):
    far, near = call(group, lead, "Closes late", 12), call(group, lead, "Closes soon", 2)
    answered = call(group, lead, "Closes next", 1)
    consensus.take_position(answered, by=reader, stance="support")
    news, now = read(), timezone.now()
    assert [(due.title, due.kind, due.url) for due in news.dues] == [
        ("Closes soon", Kind.POSITION, f"/calls/{near.pk}/position/"),
        ("Closes late", Kind.POSITION, f"/calls/{far.pk}/position/"),
    ]
    assert subject(news, is_daily=False, at=now) == "Your week: 1 call closes this week, 1 text waits for you"
    assert subject(news, is_daily=True, at=now) == "Your day: 2 texts wait for you, 3 texts changed"
    assert subject(news, is_daily=True, at=now + DAY).startswith("Your day: 1 call closes within a day, 1 text")
    assert CANARY not in repr(news)


def test_how_texts_went_on_in_a_line_each_without_what_the_reader_did(read, group, lead, reader):
    revised, quiet = text(group, lead, "Graded access", "draft"), make.group("Quiet", texts_in_mail=False)
    recommendations.revise(revised, by=lead, body="Audits are granted in ten days.", note="Ten days.", base=1)
    moved = recommendations.take_step(revised, "last_call", by=lead)
    text(group, reader, "The reader's own", "idea")
    make.seat(reader, quiet)
    named = text(quiet, make.lead(quiet), "Kept out", "draft")
    recommendations.revise(named, by=make.lead(quiet), body="Other words.", note=CANARY, base=1)
    news = read()
    assert lines(news, "documents") == [("Graded access", "last_call", 2, "Ten days."), ("Kept out", "idea", 2, "")]
    assert [one.day for section in news.sections for one in section.items] == [moved.step_ends_at, None]
    assert CANARY not in repr(news)
    discussion.follow_group(quiet, by=reader, level="muted")
    assert [title for title, *_more in lines(read(), "documents")] == ["Graded access"]


def test_what_was_published_is_told_once_and_as_that(read, group, lead):
    document = adopt(text(group, lead, "Graded access"), lead)
    publication = publications.publish(document, by=lead, version="1.0")
    news = read()
    assert lines(news, "published") == [("Graded access", "", 0, str(publication))]
    assert lines(news, "documents") == []
    assert subject(news, is_daily=False, at=timezone.now()) == "Your week: 1 text published"


def test_rights_that_ended_leave_nothing_and_a_group_left_to_another_digest_asks_there(read, group, lead, reader):
    group.visibility = "private"
    group.save(update_fields=["visibility"])
    said = consultations.comment(text(group, lead, CANARY).revisions.get(), by=reader, body="Which audits?")
    call(group, lead, CANARY, 3)
    consultations.comment(said.revision, by=lead, body="Which do you miss?", parent=said)
    assert {due.kind for due in read().dues} == {Kind.POSITION, Kind.ASKED}
    assert CANARY not in repr(read(parts={group.pk: None}))
    assert CANARY in repr(read(parts={group.pk: timezone.now() - DAY}, covers_all=False))
    discussion.follow_group(group, by=reader, level="muted")
    assert read().is_empty
    assert {due.kind for due in read(lead).dues} == {Kind.POSITION, Kind.COMMENTS}
    discussion.follow_group(group, by=lead, level="muted")
    assert {due.kind for due in read(lead).dues} == {Kind.COMMENTS}
    discussion.follow_group(group, by=reader, level="normal")
    Participation.objects.filter(member=reader).update(left_at=timezone.now())
    assert read().is_empty
