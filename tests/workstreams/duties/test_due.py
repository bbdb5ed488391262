"""What texts ask of whom, and until when."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.models import Member
from tests import factories as make
from workstreams.consensus import actions as consensus
from workstreams.consultations import actions as consultations
from workstreams.duties.due import due_of
from workstreams.duties.shape import Kind
from workstreams.groups.models import Participation
from workstreams.recommendations import actions as recommendations
from workstreams.recommendations.models import Recommendation

pytestmark = pytest.mark.django_db

TEXT = "Developers publish the tiers of access before release.\n\nAudits are granted within thirty days."


@pytest.fixture
def group():
    return make.group("Graded access")


@pytest.fixture
def lead(group):
    return make.lead(group)


def text(group, by, step, **fields):
    made = recommendations.begin(group, by=by, title="Graded access to models", body=TEXT)
    Recommendation.objects.filter(pk=made.pk).update(step=step, **fields)
    made.refresh_from_db()
    return made


def kinds(*members, now=None):
    """{id: [(kind, n)]} of each, read anew."""
    members = Member.objects.select_related("membership").filter(pk__in=[one.pk for one in members])
    return {pk: [(due.kind, due.n) for due in all_] for pk, all_ in due_of(members, now=now).items()}


def test_a_call_asks_each_organisation_once_and_nobody_who_observes_or_is_suspended(group, lead):
    office = make.organisation("Harbour Cloud", "private")
    first, second = (make.participant(group, mark="private", organisation=office) for _n in range(2))
    alone, observer = make.participant(group, mark="civil"), make.member()
    make.seat(observer, group, "observer")
    suspended, outside = make.participant(group), make.member()
    suspended.membership.state = "suspended"
    suspended.membership.save(update_fields=["state"])
    document = text(group, lead, "answering")
    call = consensus.open_call(document, by=lead, question="Do you agree?", parties="group", results="answered")
    everybody = [lead, first, second, alone, observer, suspended, outside]
    asked = kinds(*everybody)
    position = [(Kind.POSITION, 1)]
    assert [asked[one.pk] for one in everybody] == [position, position, position, position, [], [], []]

    consensus.take_position(call, by=first, stance="support")
    consensus.take_position(call, by=alone, stance="object", reason="Too slow.", change="Ten days.")
    asked = kinds(*everybody)
    assert [asked[one.pk] for one in (first, second, alone)] == [[], [], []]
    assert asked[lead.pk] == [(Kind.POSITION, 1), (Kind.OBJECTIONS, 1)]

    assert kinds(lead, second, now=call.closes_at) == {
        lead.pk: [(Kind.OUTCOME, 1), (Kind.OBJECTIONS, 1)],
        second.pk: [],
    }


def test_a_call_to_all_asks_nobody_who_may_not_read_its_text(lead, group):
    document = text(group, lead, "answering")
    consensus.open_call(document, by=lead, question="Do you agree?", parties="alliance", results="open")
    outside = make.member()
    group.visibility = "private"
    group.save(update_fields=["visibility"])
    assert kinds(outside)[outside.pk] == [(Kind.POSITION, 1)], "the text was opened to whom it asks"
    document.revisions.update(audience="group")
    assert kinds(outside)[outside.pk] == []
    make.seat(outside, group, "observer")
    assert kinds(outside)[outside.pk] == [(Kind.POSITION, 1)]


def test_comments_ask_editors_what_becomes_of_them_and_authors_what_they_were_asked(group, lead):
    editor, author = make.member(), make.participant(group)
    make.seat(editor, group, "editor")
    document = text(group, lead, "last_call", step_ends_at=timezone.now() + timedelta(days=5))
    revision = document.revisions.get()
    silent = make.participant(group)
    said = consultations.comment(revision, by=author, body="Which audits?")
    assert kinds(editor, author, silent) == {
        editor.pk: [(Kind.COMMENTS, 1)],
        author.pk: [],
        silent.pk: [(Kind.COMMENT, 1)],
    }
    consultations.comment(revision, by=editor, body="Which do you miss?", parent=said)
    assert kinds(author)[author.pk] == [(Kind.ASKED, 1)]
    consultations.comment(revision, by=author, body="Those of weights.", parent=said)
    assert kinds(author)[author.pk] == []
    consultations.comment(revision, by=silent, body="I miss others.", parent=said)
    assert kinds(author)[author.pk] == []
    consultations.dispose(said, by=editor, outcome="accepted")
    assert kinds(editor)[editor.pk] == []

    over = document.step_ends_at
    assert kinds(editor, lead, silent, now=over) == {editor.pk: [], lead.pk: [(Kind.STEP, 1)], silent.pk: []}
    Participation.objects.filter(member=silent).update(left_at=timezone.now())
    assert kinds(silent)[silent.pk] == []


def test_a_review_is_told_of_a_fortnight_before_its_day_and_what_is_soonest_comes_first(group, lead):
    today = timezone.localdate()
    far, near = (text(group, lead, "published", review_on=today + timedelta(days=days)) for days in (15, 14))
    call = text(group, lead, "answering")
    soon = timezone.now() + timedelta(days=3)
    consensus.open_call(call, by=lead, question="Do you agree?", parties="group", results="answered", closes_at=soon)
    found = due_of([lead])[lead.pk]
    assert [(due.kind, due.document) for due in found] == [(Kind.POSITION, call.pk), (Kind.REVIEW, near.pk)]
    assert far.pk not in [due.document for due in found]


def test_it_costs_the_same_for_one_and_for_many(group, lead, django_assert_max_num_queries):
    for step in ("last_call", "answering", "published"):
        fields = {"step_ends_at": timezone.now() + timedelta(days=5)} if step == "last_call" else {}
        text(group, lead, step, **fields)
    document = text(group, lead, "answering")
    consensus.open_call(document, by=lead, question="Do you agree?", parties="group", results="answered")
    members = [lead, *[make.participant(group) for _n in range(6)]]
    with django_assert_max_num_queries(4):
        assert all(due_of(members).values())
    stranger = make.member()
    with django_assert_max_num_queries(3):
        assert due_of([stranger]) == {stranger.pk: []}
