"""Who is told of what happens to a text, once, for as long as it is theirs to know."""

import pytest
from django.urls import reverse

from tests import factories as make
from workstreams.consensus import actions as consensus
from workstreams.consultations import actions as consultations
from workstreams.discussion import actions as discussion
from workstreams.groups import actions as groups
from workstreams.notices import actions
from workstreams.notices.models import Notice, Owed
from workstreams.notices.rows import row, sentence, target
from workstreams.publications import actions as publications
from workstreams.recommendations import actions as recommendations
from workstreams.recommendations.models import Recommendation

pytestmark = pytest.mark.django_db

TITLE = "Graded access to frontier models"
TEXT = "Developers publish the tiers of access before release.\n\nAudits are granted within thirty days."


def told(member):
    """The events of texts that a member was told of and still sees, in their order."""
    seen = Notice.objects.visible_to(member).exclude(document=None)
    return list(seen.order_by("pk").values_list("event", flat=True))


class Cast:
    """A group at work on a text, with somebody of each part in it."""

    def __init__(self, **group):
        self.group = make.group("Graded access", **group)
        self.lead = make.lead(self.group, "Leilani Kahale")
        self.editor = make.member("Edda Berg", "academia")
        make.seat(self.editor, self.group, "editor")
        self.one = make.participant(self.group, "Olga Nowak", "civil")
        self.observer = make.member("Ota Sato", "public")
        make.seat(self.observer, self.group, "observer")
        self.outsider = make.member("Ute Fern", "private")
        self.document = recommendations.begin(self.group, by=self.lead, title=TITLE, body=TEXT)

    @property
    def all(self):
        return [self.lead, self.editor, self.one, self.observer, self.outsider]

    def told(self):
        return [told(member) for member in self.all]

    def stand(self, step):
        Recommendation.objects.filter(pk=self.document.pk).update(step=step)
        self.document.refresh_from_db()
        return self.document

    def call(self, **fields):
        fields = {"question": "Do you agree to this text?", "parties": "group", "results": "answered"} | fields
        return consensus.open_call(self.stand("answering"), by=self.lead, **fields)


@pytest.fixture
def cast():
    return Cast()


def step(cast, to, run_tasks, by=None):
    with run_tasks():
        recommendations.take_step(cast.document, to, by=by or cast.lead)


def test_a_group_is_told_that_a_text_asks_for_it(cast, run_tasks):
    step(cast, "adoption_call", run_tasks, by=cast.editor)
    step(cast, "draft", run_tasks)
    step(cast, "last_call", run_tasks)
    with run_tasks():
        consultations.open_consultation(cast.document, by=cast.lead, audience="members")
    opened = ["last_call_opened", "consultation_opened"]
    all_ = ["adoption_asked", *opened]
    assert cast.told() == [["adoption_asked"], opened, all_, all_, []]
    assert not Owed.objects.exists()


def test_a_text_that_went_on_before_the_worker_came_asks_nobody(cast, run_tasks):
    with run_tasks():
        recommendations.take_step(cast.document, "adoption_call", by=cast.editor)
        recommendations.take_step(cast.document, "draft", by=cast.lead)
    assert cast.told() == [[]] * 5


def test_a_call_asks_those_who_may_answer_it_and_no_organisation_twice(cast, run_tasks):
    organisation = make.organisation(None, "civil")
    first, second = (make.member(None, "civil", organisation=organisation) for _each in range(2))
    for person in (first, second):
        make.seat(person, cast.group)
    with run_tasks():
        call = cast.call()
        consensus.take_position(call, by=first, stance="support")
    assert cast.told() == [[], ["call_opened"], ["call_opened"], [], []]
    assert told(first) == told(second) == []
    with run_tasks():
        other = Cast()
        other.call(parties="alliance")
    assert told(cast.outsider) == ["call_opened"] and told(other.observer) == ["call_opened"]


def test_a_call_of_the_alliance_on_a_text_of_a_private_group_is_named_to_those_who_see_it(run_tasks):
    cast = Cast(visibility="private")
    with run_tasks():
        cast.call(parties="alliance")
        # Opened to whom it asks; read by the worker as if it had not been.
        cast.document.revisions.update(audience="group")
    assert (told(cast.outsider), told(cast.one)) == ([], ["call_opened"])
    assert not Notice.objects.filter(recipient=cast.outsider).exists()
    groups.leave_group(cast.group, by=cast.one)
    assert told(cast.one) == []


def test_an_objection_goes_to_those_who_answer_it_and_its_course_to_whoever_raised_it(cast, run_tasks):
    call = cast.call()
    said = {"stance": "object", "reason": "The developer chooses who audits.", "change": "A panel chooses."}
    with run_tasks():
        objection = consensus.take_position(call, by=cast.one, **said).objection
        other = make.member("Rafi Cole", "academia")
        make.seat(other, cast.group)
        taken_back = consensus.take_position(call, by=other, **said).objection
        consensus.withdraw(taken_back, by=other)
    assert cast.told() == [["objection_raised"], ["objection_raised"], [], [], []]
    notice = Notice.objects.for_inbox().get(recipient=cast.lead)
    assert sentence(notice) == f"Olga Nowak objects to “{TITLE}”. Its editors and leads answer that"
    assert target(notice) == reverse("objection", args=[objection.pk])
    consensus.answer(objection, by=cast.editor, text="A panel is too slow.")
    consensus.overrule(objection, by=cast.lead, reason="All others agree.")
    assert told(cast.one) == ["objection_answered", "objection_overruled"]
    groups.appoint(cast.editor, cast.group, by=cast.lead, role="participant")
    assert told(cast.editor) == [], "who no longer answers objections reads of none before the results"


def test_what_came_of_it_is_told_to_all_who_had_a_part_in_it(cast, run_tasks):
    stranger = make.member("Sami Aalto", "international")
    post = make.root(make.thread(cast.group, by=make.participant(cast.group, "Quentin Roux")))
    clause = cast.document.revisions.get().texts.first().clause
    recommendations.quote_post(clause, post, by=cast.lead)
    commented = consultations.comment(cast.stand("last_call").revisions.get(), by=cast.observer, body="Make it sixty.")
    consultations.dispose(commented, by=cast.editor, outcome="accepted")
    consultations.close_consultation(
        consultations.open_consultation(cast.document, by=cast.lead, audience="members"), by=cast.lead
    )
    call = consensus.open_call(
        cast.document, by=cast.lead, question="Do you agree?", parties="alliance", results="open"
    )
    consensus.take_position(call, by=stranger, stance="support")
    consensus.close_call(call, by=cast.lead)
    with run_tasks():
        consensus.state_outcome(call, by=cast.lead, result="adopted", statement="All agree.")
    assert [told(one) for one in (*cast.all, stranger)] == [[], *[["adopted"]] * 3, [], ["adopted"]]
    with run_tasks():
        one = publications.publish(cast.document, by=cast.lead)
    with run_tasks():
        publications.withdraw(one, by=cast.lead, why="The law came first.")
    both = ["adopted", "published", "withdrawn"]
    credited = [cast.editor, cast.observer, stranger, post.author]
    assert [told(one) for one in credited] == [both] * 4
    assert told(cast.one) == ["adopted"], "who only sits there reads of it in the digest"
    notices = Notice.objects.for_inbox().filter(recipient=stranger).order_by("pk")
    assert [target(notice) for notice in notices] == [call.get_absolute_url(), *[one.get_absolute_url()] * 2]


def test_whoever_commented_is_told_of_an_answer(cast):
    revision = cast.stand("last_call").revisions.get()
    said = consultations.comment(revision, by=cast.one, body="Make it sixty days.")
    consultations.comment(revision, by=cast.editor, body="Why sixty?", parent=said)
    consultations.comment(revision, by=cast.one, body="Auditors are few.", parent=said)
    assert cast.told() == [[], [], ["comment_answered"], [], []]
    notice = Notice.objects.for_inbox().get(recipient=cast.one)
    assert sentence(notice) == f"Edda Berg answered your comment on “{TITLE}”"
    assert (notice.kind, notice.by_mail, target(notice)) == ("reply", True, reverse("my_comments"))


def test_who_muted_the_group_or_wants_no_texts_is_told_nothing(cast, run_tasks):
    discussion.follow_group(cast.group, by=cast.one, level="muted")
    actions.choose_notices(cast.editor, by=cast.editor, wanted=["waiting"], levels={})
    step(cast, "adoption_call", run_tasks)
    assert cast.told() == [[], [], [], ["adoption_asked"], []]


def test_a_row_says_until_when_as_it_stands_now(cast, run_tasks, settings):
    step(cast, "adoption_call", run_tasks)
    notice = Notice.objects.for_inbox().get(recipient=cast.one)
    cast.document.refresh_from_db()
    said = row(notice)
    assert said.text == (
        f'<bdi>Leilani Kahale</bdi> asks the group to adopt <b dir="auto">{TITLE}</b>. Comments are taken until '
        f"{cast.document.step_ends_at:%A %-d %B, %H:%M}"
    )
    later = cast.document.step_ends_at + (cast.document.step_ends_at - cast.document.step_since)
    recommendations.move_deadline(cast.document, by=cast.lead, ends=later, why="More time.")
    moved = Notice.objects.for_inbox().get(recipient=cast.one)
    assert f"{later:%-d %B}" in sentence(moved)
    step(cast, "draft", run_tasks)
    over = Notice.objects.for_inbox().get(recipient=cast.one)
    assert f"{notice.due_at:%-d %B}" in sentence(over), "what is over was asked until then"
