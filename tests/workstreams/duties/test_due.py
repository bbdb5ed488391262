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
from workstreams.duties.unattended import unattended
from workstreams.groups.models import Participation, WorkingGroup
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


def test_who_speaks_for_nobody_on_record_is_asked_for_no_position(group, lead):
    adrift = make.participant(group)
    adrift.affiliations.update(ends_at=timezone.now())
    consensus.open_call(
        text(group, lead, "answering"), by=lead, question="Do you agree?", parties="group", results="answered"
    )
    assert kinds(adrift)[adrift.pk] == []


def test_whoever_objects_is_not_asked_to_answer_themselves(group, lead):
    other = make.lead(group, mark="public")
    document = text(group, lead, "answering")
    call = consensus.open_call(document, by=lead, question="Do you agree?", parties="group", results="answered")
    consensus.take_position(call, by=lead, stance="object", reason="Too slow.", change="Ten days.")
    consensus.take_position(call, by=other, stance="support")
    assert kinds(lead, other) == {lead.pk: [], other.pk: [(Kind.OBJECTIONS, 1)]}
    consensus.answer(document.calls.get().positions.get(stance="object").objection, by=other, text="We take ten.")
    assert kinds(other)[other.pk] == []


def test_the_next_step_is_asked_for_when_its_time_is_up_and_comments_until_then(group, lead):
    ends = timezone.now() + timedelta(days=5)
    text(group, lead, "last_call", step_ends_at=ends)
    silent = make.participant(group)
    assert kinds(lead, silent) == {lead.pk: [], silent.pk: [(Kind.COMMENT, 1)]}
    assert kinds(lead, silent, now=ends) == {lead.pk: [(Kind.STEP, 1)], silent.pk: []}


def test_what_was_said_in_an_earlier_step_is_no_comment_in_this_one(group, lead):
    author = make.participant(group)
    document = text(group, lead, "last_call", step_ends_at=timezone.now() + timedelta(days=5))
    consultations.comment(document.revisions.get(), by=author, body="Which audits?")
    assert kinds(author)[author.pk] == []
    Recommendation.objects.filter(pk=document.pk).update(step_since=timezone.now() + timedelta(seconds=1))
    assert kinds(author)[author.pk] == [(Kind.COMMENT, 1)]


def test_of_a_question_nobody_hears_who_asked_it_or_may_not_answer_or_whose_comment_was_hidden(group, lead):
    author, editor = make.participant(group), make.member()
    make.seat(editor, group, "editor")
    document = text(group, lead, "last_call", step_ends_at=timezone.now() + timedelta(days=5))
    revision = document.revisions.get()
    own = consultations.comment(revision, by=editor, body="Which audits?")
    consultations.comment(revision, by=editor, body="Those of weights, I mean.", parent=own)
    said = consultations.comment(revision, by=author, body="Which tiers?")
    asked = consultations.comment(revision, by=editor, body="Which do you miss?", parent=said)
    assert kinds(author, editor) == {author.pk: [(Kind.ASKED, 1)], editor.pk: [(Kind.COMMENTS, 2)]}

    consultations.hide(asked, by=lead, reason="Rude.")
    assert kinds(author)[author.pk] == [], "a question that nobody reads"
    consultations.show_again(asked, by=lead)
    seat = Participation.objects.get(member=author)
    seat.left_at = timezone.now()
    seat.save(update_fields=["left_at"])
    assert kinds(author)[author.pk] == [], "only those with a seat say more among themselves"
    seat.left_at = None
    seat.save(update_fields=["left_at"])
    consultations.hide(said, by=lead, reason="Rude.")
    assert kinds(author)[author.pk] == [], "a comment that nobody reads"


def test_a_text_that_rests_or_whose_call_has_its_outcome_asks_nothing(group, lead):
    author, editor = make.participant(group), make.member()
    make.seat(editor, group, "editor")
    parked = text(group, lead, "last_call", step_ends_at=timezone.now() + timedelta(days=5))
    consultations.comment(parked.revisions.get(), by=author, body="Which audits?")
    Recommendation.objects.filter(pk=parked.pk).update(step="parked", parked_from="last_call", step_ends_at=None)
    document = text(group, lead, "answering")
    call = consensus.open_call(document, by=lead, question="Do you agree?", parties="group", results="answered")
    consensus.close_call(call, by=lead)
    assert kinds(lead, editor) == {lead.pk: [(Kind.OUTCOME, 1)], editor.pk: []}
    consensus.state_outcome(call, by=lead, result="returned", statement="Not yet.")
    assert kinds(lead, author) == {lead.pk: [], author.pk: []}


def test_what_a_group_without_a_lead_owes_is_owed_by_nobody(group, lead):
    editor, author = make.member(), make.participant(group)
    make.seat(editor, group, "editor")
    soon = timezone.now() + timedelta(days=5)
    commented = text(group, lead, "last_call", step_ends_at=soon)
    consultations.comment(commented.revisions.get(), by=author, body="Which audits?")
    reviewed = text(group, lead, "published", review_on=timezone.localdate() + timedelta(days=7))
    staff = make.staff()

    def left():
        return [(due.kind, due.document) for due in unattended(staff).texts]

    assert left() == []
    # Of a concluded group, which may be without a lead, a publication is looked at again all the same.
    WorkingGroup.objects.filter(pk=group.pk).update(state="concluded")
    Participation.objects.filter(member=lead).update(role="participant")
    Recommendation.objects.filter(pk=commented.pk).update(step_ends_at=timezone.now())
    assert left() == [(Kind.STEP, commented.pk)], "an editor answers comments and looks at texts again"
    Participation.objects.filter(member=editor).update(role="observer")
    expected = [(Kind.STEP, commented.pk), (Kind.COMMENTS, commented.pk), (Kind.REVIEW, reviewed.pk)]
    assert sorted(left()) == sorted(expected)
