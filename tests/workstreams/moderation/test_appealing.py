"""Asking that somebody else looks again, and what comes of it."""

import datetime
import io

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from members import actions as members
from members.models import Profile
from tests import factories
from workstreams.discussion import actions as discussion
from workstreams.discussion.models import Attachment, HeldPost, Post
from workstreams.groups import actions as groups
from workstreams.moderation import actions
from workstreams.moderation.models import Appeal, Decision, Letter, LogEntry, Statement
from workstreams.moderation.permissions import can_decide_appeal, part_in_appeal
from workstreams.notices.models import Notice

pytestmark = pytest.mark.django_db

REASON = "It spoke of the people, not of the proposal."
WHY = "I spoke of the model, and named nobody."


@pytest.fixture
def group():
    return factories.group("Graded model access")


@pytest.fixture
def lead(group):
    return factories.lead(group, "Tomasz Wieczorek")


@pytest.fixture
def second(group):
    return factories.lead(group, "Amara Diallo")


@pytest.fixture
def author(group):
    return factories.participant(group, "Viktor Halász")


@pytest.fixture
def post(group, author):
    return factories.reply(factories.thread(group, title="Who may see full weights"), by=author)


@pytest.fixture
def statement(post, lead):
    actions.hide(post, by=lead, reason=REASON)
    return Statement.objects.get()


@pytest.fixture
def appeal(statement, author):
    return actions.appeal(statement, by=author, text=WHY)


def of(decision):
    return decision.statements.get()


def appealed_by_its_member(decision):
    statement = of(decision)
    return actions.appeal(statement, by=statement.recipient, text=WHY)


def reverse(appeal, by):
    return actions.decide_appeal(appeal, by=by, outcome="reversed", reason="It was about the proposal.")


def refused_by(constraint, statement, *values):
    with pytest.raises(IntegrityError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert constraint in str(error.value)


class TestAppealing:
    def test_keeps_what_was_said_and_tells_both_sides(self, statement, author, second, lead, run_tasks, mailoutbox):
        with run_tasks():
            appeal = actions.appeal(statement, by=author, text=f"  {WHY}\n")
        assert (appeal.text, appeal.appellant, appeal.first_decided_by) == (WHY, author, lead)
        assert appeal.group == statement.decision.group
        assert sorted(letter.to[0] for letter in mailoutbox) == sorted([author.email, second.email])
        assert LogEntry.objects.filter(action="appeal", by=author, decision=statement.decision).exists()

    def test_is_for_nobody_else(self, statement, lead, second):
        for somebody in (lead, second, factories.member(), factories.staff()):
            with pytest.raises(PermissionDenied):
                actions.appeal(statement, by=somebody, text=WHY)

    def test_needs_words(self, statement, author):
        for text in ("", " \n", "\u200b"):
            with pytest.raises(ValidationError) as error:
                actions.appeal(statement, by=author, text=text)
            assert "text" in error.value.message_dict
        with pytest.raises(ValidationError, match="2000 characters fit"):
            actions.appeal(statement, by=author, text="x" * 2001)

    def test_happens_once(self, appeal, statement, author):
        with pytest.raises(ValidationError) as error:
            actions.appeal(statement, by=author, text=WHY)
        assert error.value.code == "appealed"

    def test_ends_with_the_six_months(self, statement, author):
        Statement.objects.update(created_at=timezone.now() - datetime.timedelta(days=182))
        late = Statement.objects.get()
        Statement.objects.update(created_at=timezone.now() - datetime.timedelta(days=184))
        with pytest.raises(ValidationError) as error:
            actions.appeal(late, by=author, text=WHY)
        assert error.value.code == "late"
        Statement.objects.update(created_at=timezone.now() - datetime.timedelta(days=182))
        actions.appeal(late, by=author, text=WHY)

    def test_has_no_object_once_it_was_taken_back(self, statement, author, lead):
        actions.undo(statement.decision, by=lead, reason="A mistake.")
        with pytest.raises(ValidationError) as error:
            actions.appeal(statement, by=author, text=WHY)
        assert error.value.code == "undone"

    def test_keeps_the_decision_from_being_taken_back_besides(self, appeal, lead):
        with pytest.raises(ValidationError) as error:
            actions.undo(appeal.statement.decision, by=lead, reason="A mistake.")
        assert error.value.code == "appealed"

    def test_is_open_to_who_is_suspended_or_was_removed(self, group, statement, author, lead):
        members.suspend(author.membership, by=factories.staff(), reason="While it is looked into.")
        author = type(author).objects.select_related("membership").get(pk=author.pk)
        actions.appeal(statement, by=author, text=WHY)
        other = factories.participant(group)
        groups.remove_from_group(group.participations.get(member=other), by=lead, reason=REASON)
        actions.appeal(other.statements.get(), by=other, text=WHY)

    def test_of_what_was_passed_on_goes_to_the_secretariat(
        self, post, author, lead, second, run_tasks, mailoutbox, settings
    ):
        settings.SECRETARIAT_EMAIL = "secretariat@alliance.example"
        flag = actions.flag_post(post, by=factories.member(), reason="conduct")
        actions.escalate(flag.case, by=lead, note="A friend of mine.")
        actions.uphold(flag.case, by=factories.staff("First"), reason=REASON)
        with run_tasks():
            appeal = actions.appeal(Statement.objects.get(), by=author, text=WHY)
        assert appeal.group is None
        assert ["secretariat@alliance.example"] in [letter.to for letter in mailoutbox]
        assert not can_decide_appeal(second, appeal) and can_decide_appeal(factories.staff(), appeal)

    def test_goes_along_when_the_thread_is_moved(self, appeal, lead):
        to = factories.group()
        factories.seat(lead, to, "lead")
        discussion.move_thread(appeal.statement.decision.post.thread, by=lead, to=to)
        appeal.refresh_from_db()
        assert appeal.group == to
        there = factories.lead(to)
        assert reverse(appeal, there).outcome == "reversed"


class TestWhoLooksAgain:
    def test_is_another_lead_or_the_secretariat(self, appeal, second):
        assert can_decide_appeal(second, appeal) and can_decide_appeal(factories.staff(), appeal)

    def test_is_nobody_who_had_a_part_in_it(self, group, post, author, lead, second):
        flagger, concerned = factories.lead(group), factories.lead(group)
        flag = actions.flag_post(post, by=flagger, reason="conduct")
        factories.reply(post.thread, by=concerned, parent=post)
        actions.uphold(flag.case, by=lead, reason=REASON, scope="branch")
        appeal = actions.appeal(Statement.objects.get(recipient=author), by=author, text=WHY)
        factories_of = {lead: "decided", author: "appellant", concerned: "concerned", flagger: "flagger", second: ""}
        for person, part in factories_of.items():
            assert part_in_appeal(person, appeal) == part, person
            if part:
                with pytest.raises(PermissionDenied):
                    reverse(appeal, person)
        reverse(appeal, second)

    def test_is_nobody_who_does_not_lead_there(self, appeal):
        for somebody in (factories.member(), factories.lead(factories.group())):
            with pytest.raises(PermissionDenied):
                reverse(appeal, somebody)

    def test_is_not_the_secretariat_where_it_decided_itself(self, post, author, second):
        chief = factories.staff()
        actions.hide(post, by=chief, reason=REASON)
        appeal = actions.appeal(Statement.objects.get(), by=author, text=WHY)
        with pytest.raises(PermissionDenied):
            reverse(appeal, chief)
        reverse(appeal, second)


class TestTheDatabase:
    """What code might forget."""

    def test_refuses_whoever_decided_first(self, appeal, lead):
        with pytest.raises(IntegrityError, match="appeal_not_decided_by_who_decided_first"), transaction.atomic():
            Appeal.objects.update(decided_by=lead, decided_at=timezone.now(), outcome="reversed", reason="So.")

    def test_refuses_whoever_decided_first_under_another_name(self, appeal, lead, second):
        refused_by("appeal_knows_who_decided", "UPDATE moderation_appeal SET first_decided_by_id = %s", second.pk)
        refused_by("appeal_knows_who_decided", "UPDATE moderation_appeal SET first_decided_by_id = NULL")
        refused_by("statement_knows_who_decided", "UPDATE moderation_statement SET decided_by_id = %s", second.pk)
        refused_by("decision_keeps_who_decided", "UPDATE moderation_decision SET decided_by_id = %s", second.pk)
        refused_by("decision_keeps_who_decided", "UPDATE moderation_decision SET decided_by_id = NULL")

    def test_refuses_an_appeal_that_never_says_who_decided(self, statement, author):
        refused_by(
            "appeal_knows_who_decided",
            "INSERT INTO moderation_appeal (statement_id, appellant_id, text, created_at, outcome, reason)"
            " VALUES (%s, %s, 'So.', now(), '', '')",
            statement.pk,
            author.pk,
        )

    def test_refuses_whoever_appeals(self, appeal, author):
        with pytest.raises(IntegrityError, match="appeal_not_decided_by_who_appeals"), transaction.atomic():
            Appeal.objects.update(decided_by=author, decided_at=timezone.now(), outcome="reversed", reason="So.")

    def test_refuses_an_appeal_of_somebody_else(self, appeal, second):
        refused_by("appeal_copies_its_recipient", "UPDATE moderation_appeal SET appellant_id = %s", second.pk)

    def test_refuses_whoever_is_concerned_or_flagged(self, group, post, author, lead):
        flagger, concerned = factories.member(), factories.participant(group)
        flag = actions.flag_post(post, by=flagger, reason="conduct")
        factories.reply(post.thread, by=concerned, parent=post)
        actions.uphold(flag.case, by=lead, reason=REASON, scope="branch")
        actions.appeal(Statement.objects.get(recipient=author), by=author, text=WHY)
        for party in (flagger, concerned):
            with pytest.raises(IntegrityError, match="is a party to appeal"), transaction.atomic():
                Appeal.objects.update(decided_by=party, decided_at=timezone.now(), outcome="confirmed", reason="So.")

    def test_refuses_an_outcome_without_a_reason(self, appeal, second):
        with pytest.raises(IntegrityError, match="appeal_decided_with_a_reason"), transaction.atomic():
            Appeal.objects.update(decided_by=second, decided_at=timezone.now(), outcome="reversed", reason="")

    def test_refuses_a_second_appeal(self, appeal):
        with pytest.raises(IntegrityError, match="statement_id"), transaction.atomic():
            Appeal.objects.create(
                statement=appeal.statement,
                appellant=appeal.appellant,
                first_decided_by=appeal.first_decided_by,
                text="Again.",
            )


class TestTheOutcome:
    def test_that_it_stands_changes_nothing_else(self, appeal, post, author, second, run_tasks, mailoutbox):
        with run_tasks():
            actions.decide_appeal(appeal, by=second, outcome="confirmed", reason="It named two people.")
        post.refresh_from_db()
        assert post.hidden_at and appeal.statement.decision.undone_at is None
        (letter,) = [one for one in mailoutbox if "decision stands" in one.subject]
        assert letter.to == [author.email]
        for text in (" ".join(letter.body.split()), letter.alternatives[0][0]):
            assert "It named two people." in text and "a lead of this group" in text and "court" in text
            assert second.name not in text
        assert Notice.objects.filter(recipient=author, event="appeal_decided").exists()
        assert LogEntry.objects.filter(action="appeal_confirmed", by=second).exists()

    def test_needs_a_reason_and_one_of_two_words(self, appeal, second):
        with pytest.raises(ValidationError) as error:
            actions.decide_appeal(appeal, by=second, outcome="reversed", reason=" ")
        assert "reason" in error.value.message_dict
        with pytest.raises(ValidationError) as error:
            actions.decide_appeal(appeal, by=second, outcome="perhaps", reason="So.")
        assert "outcome" in error.value.message_dict

    def test_is_said_once(self, appeal, second):
        reverse(appeal, second)
        with pytest.raises(ValidationError) as error:
            reverse(appeal, factories.staff())
        assert error.value.code == "decided"

    def test_that_it_is_reversed_is_told_in_one_mail_and_to_those_who_flagged(
        self, post, author, lead, second, run_tasks, mailoutbox
    ):
        flag = actions.flag_post(post, by=factories.member(), reason="conduct")
        actions.uphold(flag.case, by=lead, reason=REASON)
        appeal = appealed_by_its_member(Decision.objects.get())
        with run_tasks():
            reverse(appeal, second)
        told = [letter for letter in mailoutbox if letter.to == [author.email]]
        (letter,) = [one for one in told if "Your appeal" in one.subject]
        assert letter.subject == "Your appeal: the decision is reversed"
        for text in (letter.body, letter.alternatives[0][0]):
            assert "It was about the proposal." in text and f"/posts/{post.pk}/" in text
        assert not Letter.objects.filter(kind="ended").exists()
        (letter,) = [one for one in mailoutbox if one.subject.startswith("After an appeal")]
        assert letter.to == [flag.raised_by.email]
        for text in (letter.body, letter.alternatives[0][0]):
            assert "It was about the proposal." in text and author.name not in text and WHY not in text
        assert Notice.objects.filter(recipient=flag.raised_by, event="flag_reversed").exists()

    def test_does_not_open_the_case_again(self, post, lead, second):
        flag = actions.flag_post(post, by=factories.member(), reason="conduct")
        decision = actions.uphold(flag.case, by=lead, reason=REASON)
        reverse(appealed_by_its_member(decision), second)
        flag.case.refresh_from_db()
        assert flag.case.closed_at


class TestAReversalGivesBack:
    def test_a_post(self, appeal, post, second):
        reverse(appeal, second)
        assert Post.objects.not_hidden().filter(pk=post.pk).exists()
        assert Decision.objects.get().undone_by == second

    def test_a_branch_to_all_its_authors_and_ends_their_appeals(
        self, post, author, lead, second, run_tasks, mailoutbox
    ):
        other, third = factories.participant(post.thread.group), factories.participant(post.thread.group)
        for person in (other, third):
            factories.reply(post.thread, by=person, parent=post)
        decision = actions.hide(post, by=lead, reason=REASON, scope="branch")
        appeals = [
            actions.appeal(decision.statements.get(recipient=person), by=person, text=WHY) for person in (author, other)
        ]
        with run_tasks():
            reverse(appeals[0], second)
        assert not Post.objects.exclude(hidden_at=None).exists()
        assert set(Appeal.objects.values_list("outcome", flat=True)) == {"reversed"}
        told = {letter.to[0]: letter.subject for letter in mailoutbox if "appeal has arrived" not in letter.subject}
        assert told[author.email] == told[other.email] == "Your appeal: the decision is reversed"
        assert told[third.email] == "A decision about you in Graded model access was taken back"

    def test_but_nothing_that_another_decision_hid(self, post, lead, second):
        answer = factories.reply(post.thread, parent=post)
        actions.hide(answer, by=lead, reason="Another matter.")
        decision = actions.hide(post, by=lead, reason=REASON, scope="branch")
        reverse(appealed_by_its_member(decision), second)
        assert list(Post.objects.exclude(hidden_at=None)) == [answer]

    def test_a_thread_with_its_title(self, post, lead, second):
        root = factories.root(post.thread)
        decision = actions.hide(root, by=lead, reason=REASON, scope="thread")
        statement = decision.statements.get(recipient=root.author)
        reverse(actions.appeal(statement, by=root.author, text=WHY), second)
        post.thread.refresh_from_db()
        assert post.thread.title == "Who may see full weights"
        assert not post.thread.posts.exclude(hidden_at=None).exists()

    def test_a_title_that_nobody_changed_since(self, post, lead, second):
        decision = actions.retitle(post.thread, by=lead, title="Access to weights", reason=REASON)
        reverse(appealed_by_its_member(decision), second)
        post.thread.refresh_from_db()
        assert post.thread.title == "Who may see full weights"

    def test_a_file(self, post, author, lead, second):
        file = discussion.attach(post.thread.group, by=author, name="names.txt", file=io.BytesIO(b"Words."))
        Attachment.objects.filter(pk=file.pk).update(post=post)
        file.post = post
        flag = actions.flag_file(file, by=factories.member(), reason="confidential")
        decision = actions.uphold(flag.case, by=lead, reason=REASON)
        assert Attachment.objects.get().hidden_at
        reverse(appealed_by_its_member(decision), second)
        assert Attachment.objects.get().hidden_at is None

    def test_a_profile(self):
        person = factories.member()
        profile = Profile.objects.create(member=person, about="I model risk.")
        flag = actions.flag_profile(person, by=factories.member(), reason="spam")
        decision = actions.uphold(flag.case, by=factories.staff("First"), reason=REASON)
        reverse(appealed_by_its_member(decision), factories.staff("Second"))
        profile.refresh_from_db()
        assert profile.about_hidden_at is None

    def test_the_word_of_who_was_silenced(self, group, post, author, lead, second):
        decision = actions.silence(author, group=group, by=lead, hours=72, reason=REASON)
        with pytest.raises((PermissionDenied, ValidationError)):
            factories.reply(post.thread, by=author)
        reverse(appealed_by_its_member(decision), second)
        factories.reply(post.thread, by=author)

    def test_a_seat(self, group, author, lead, second):
        groups.remove_from_group(group.participations.get(member=author), by=lead, reason=REASON)
        reverse(appealed_by_its_member(Decision.objects.get()), second)
        assert group.participations.current().filter(member=author).exists()

    def test_a_text_that_waited(self, group, lead, second):
        type(group).objects.filter(pk=group.pk).update(first_posts_held=1)
        thread = factories.thread(group, by=lead)
        newcomer = factories.participant(group)
        discussion.post_reply(thread, by=newcomer, parent=factories.root(thread), body="May I ask something?")
        held = HeldPost.objects.get()
        decision = actions.decline(held, by=lead, reason=REASON)
        reverse(appealed_by_its_member(decision), second)
        assert Post.objects.filter(author=newcomer, body="May I ask something?").exists()


class TestWhatARuleDid:
    """Spam that members of three organisations flagged is hidden before anybody decides."""

    @pytest.fixture
    def by_rule(self, post):
        for _n in range(3):
            flag = actions.flag_post(post, by=factories.member(organisation=factories.organisation()), reason="spam")
        return Decision.objects.get(case=flag.case)

    def test_can_be_appealed_and_reversed_by_any_lead(self, by_rule, post, lead):
        appeal = appealed_by_its_member(by_rule)
        assert appeal.first_decided_by is None
        reverse(appeal, lead)
        post.refresh_from_db()
        assert post.hidden_at is None
        by_rule.case.refresh_from_db()
        assert by_rule.case.closed_at is None and not Letter.objects.filter(kind="flag_reversed").exists()

    def test_ends_its_appeal_when_a_lead_upholds_it_and_that_can_be_appealed_anew(self, by_rule, author, lead):
        appeal = appealed_by_its_member(by_rule)
        decision = actions.uphold(by_rule.case, by=lead, reason="It advertises.")
        appeal.refresh_from_db()
        assert (appeal.outcome, appeal.decided_by, appeal.reason) == ("confirmed", lead, "It advertises.")
        assert appealed_by_its_member(decision).first_decided_by == lead

    def test_ends_its_appeal_when_a_lead_gives_it_back(self, by_rule, post, lead, run_tasks, mailoutbox):
        appeal = appealed_by_its_member(by_rule)
        with run_tasks():
            actions.dismiss(by_rule.case, by=lead)
        appeal.refresh_from_db()
        post.refresh_from_db()
        assert appeal.outcome == "reversed" and post.hidden_at is None

    def test_that_it_is_given_back_is_told_to_who_did_not_appeal(self, by_rule, author, lead, run_tasks, mailoutbox):
        with run_tasks():
            actions.dismiss(by_rule.case, by=lead)
        assert "was taken back" in [letter.subject for letter in mailoutbox if letter.to == [author.email]][-1]


class TestTheReminder:
    def test_comes_once_after_two_days_to_those_who_may_decide_and_the_secretariat(
        self, appeal, lead, second, run_tasks, mailoutbox, settings
    ):
        settings.SECRETARIAT_EMAIL = "secretariat@alliance.example"
        now = timezone.now()
        assert actions.remind_of_appeals(now=now + datetime.timedelta(hours=47)) == 0
        with run_tasks():
            assert actions.remind_of_appeals(now=now + datetime.timedelta(hours=49)) == 1
            assert actions.remind_of_appeals(now=now + datetime.timedelta(hours=99)) == 0
        late = {letter.to[0]: letter for letter in mailoutbox if "still waits" in letter.subject}
        assert set(late) == {second.email, "secretariat@alliance.example"}
        assert f"/desk/appeals/?appeal={appeal.pk}" in late[second.email].body
        assert WHY not in late[second.email].body and lead.email not in late

    def test_does_not_come_for_what_is_decided(self, appeal, second):
        reverse(appeal, second)
        assert actions.remind_of_appeals(now=timezone.now() + datetime.timedelta(hours=99)) == 0
