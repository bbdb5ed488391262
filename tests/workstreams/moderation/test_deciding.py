"""Deciding on what was flagged, hiding of one's own accord, and taking a decision back."""

import io

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from members.models import Profile, RulesVersion
from tests import factories
from workstreams.discussion import actions as discussion
from workstreams.discussion.models import Attachment, Post, Thread
from workstreams.moderation import actions, docket
from workstreams.moderation.models import Case, Decision, Letter, LogEntry, Statement
from workstreams.notices.models import Notice

pytestmark = pytest.mark.django_db


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
def post(group):
    return factories.reply(factories.thread(group), body="People who never shipped a model should be quiet.")


@pytest.fixture
def flag(post):
    return actions.flag_post(post, by=factories.participant(post.thread.group), reason="conduct", note="Rude.")


@pytest.fixture
def case(flag):
    return flag.case


@pytest.fixture
def profile_case():
    member = factories.member()
    Profile.objects.create(member=member, about="I sell things.")
    return actions.flag_profile(member, by=factories.member(), reason="spam").case


@pytest.fixture
def file_case(post):
    file = discussion.attach(post.thread.group, by=post.author, name="names.txt", file=io.BytesIO(b"Words."))
    Attachment.objects.filter(pk=file.pk).update(post=post)
    file.post = post
    return actions.flag_file(file, by=factories.member(), reason="confidential").case


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def told(member):
    return list(Notice.objects.filter(recipient=member).order_by("pk").values_list("event", flat=True))


# Agreeing with the flags


def test_uphold_hides_the_post_and_closes_the_case_with_every_flag(case, lead):
    actions.flag_post(case.post, by=factories.member(), reason="off_topic")
    decision = actions.uphold(case, by=lead, reason=" Spoke to the person. ")
    post = fresh(case.post)
    assert (post.hidden_by, post.hidden_reason, post.hidden_key) == (lead, "Spoke to the person.", decision.key)
    assert (decision.kind, decision.reason, decision.decided_by) == ("hide", "Spoke to the person.", lead)
    assert (decision.case, decision.subject, decision.group) == (case, post.author, case.group)
    assert fresh(case).closed_at == decision.decided_at


def test_the_author_gets_a_statement_and_those_who_flagged_the_outcome(flag, lead):
    other = actions.flag_post(flag.case.post, by=factories.member(), reason="spam")
    actions.uphold(flag.case, by=lead, reason="Rude.")
    statement = Statement.objects.get()
    assert (statement.recipient, statement.decided_by, statement.post_count) == (flag.case.author, lead, 1)
    assert told(flag.case.author)[-1] == "restricted"
    assert told(flag.raised_by)[-1] == told(other.raised_by)[-1] == "flag_upheld"
    assert Letter.objects.filter(kind=Letter.Kind.FLAG_DECIDED).count() == 2


def test_the_log_says_who_did_what_to_whom_and_why(case, lead):
    decision = actions.uphold(case, by=lead, reason="Rude.")
    entry = LogEntry.objects.get(action="hide")
    assert (entry.by, entry.member, entry.reason, entry.decision) == (lead, case.author, "Rude.", decision)
    assert (entry.group, entry.thread_number, entry.post_number) == (case.group, case.post.thread_id, case.post_id)


def test_a_rule_is_named_with_its_version(case, lead):
    rules = RulesVersion.objects.order_by("-pk").first()
    RulesVersion.objects.filter(pk=rules.pk).update(body="2.1 Speak to the argument. Not to the person.")
    decision = actions.uphold(case, by=lead, reason="Rude.", rule="2.1")
    assert (decision.rules, decision.rule, fresh(case.post).hidden_rule) == (rules, "2.1", "2.1")


def test_a_rule_that_is_not_in_force_decides_nothing(case, lead):
    with pytest.raises(ValidationError) as error:
        actions.uphold(case, by=lead, reason="Rude.", rule="9.9")
    assert "rule" in error.value.message_dict
    assert fresh(case.post).hidden_at is None and fresh(case).closed_at is None


@pytest.mark.parametrize("reason", ["", "  ", "\u200b", "x" * 501])
def test_nothing_is_hidden_without_a_reason_that_fits(case, lead, reason):
    with pytest.raises(ValidationError) as error:
        actions.uphold(case, by=lead, reason=reason)
    assert "reason" in error.value.message_dict
    assert not Decision.objects.exists() and fresh(case).closed_at is None


def test_a_title_is_changed_and_the_old_one_kept_for_the_leads(group, lead):
    thread = factories.thread(group, title="Company X lies")
    case = actions.flag_title(thread, by=factories.member(), reason="conduct").case
    decision = actions.uphold(case, by=lead, reason="Names a company.", title="What Company X said")
    assert fresh(thread).title == "What Company X said"
    assert (decision.kind, decision.before, decision.after) == ("retitle", "Company X lies", "What Company X said")
    assert Statement.objects.get().recipient == case.author


@pytest.mark.parametrize("title", ["Company X lies", "", "x" * 201])
def test_a_title_that_is_none_or_no_other_decides_nothing(group, lead, title):
    case = actions.flag_title(
        factories.thread(group, title="Company X lies"), by=factories.member(), reason="conduct"
    ).case
    with pytest.raises(ValidationError) as error:
        actions.uphold(case, by=lead, reason="Names a company.", title=title)
    assert "title" in error.value.message_dict and fresh(case).closed_at is None


def test_a_file_is_hidden_and_its_post_stays(file_case, lead):
    decision = actions.uphold(file_case, by=lead, reason="It names people.")
    assert fresh(file_case.attachment).hidden_reason == "It names people."
    assert fresh(file_case.post).hidden_at is None
    assert (decision.scope, decision.attachment, decision.subject) == (
        "file",
        file_case.attachment,
        file_case.author,
    )


def test_the_secretariat_hides_what_somebody_tells_of_themselves(profile_case):
    staff = factories.staff()
    decision = actions.uphold(profile_case, by=staff, reason="An advertisement.")
    assert Profile.objects.get(member=profile_case.author).about_hidden_at
    assert (decision.group, decision.scope, decision.subject) == (None, "profile", profile_case.author)
    assert Statement.objects.get().recipient == profile_case.author


# How much is hidden


def branch_of(post):
    answer = factories.reply(post.thread, parent=post)
    return answer, factories.reply(post.thread, parent=answer, by=answer.author)


def test_a_post_with_the_answers_to_it_is_one_decision_and_one_statement_each(case, lead):
    answer, below = branch_of(case.post)
    beside = factories.reply(case.post.thread)
    decision = actions.uphold(case, by=lead, reason="Rude.", scope="branch")
    keys = {fresh(one).hidden_key for one in (case.post, answer, below)}
    assert keys == {decision.key} and fresh(beside).hidden_at is None
    counts = dict(Statement.objects.values_list("recipient", "post_count"))
    assert counts == {case.author_id: 1, answer.author_id: 2}


def test_what_else_was_flagged_below_is_decided_along(case, lead):
    answer, _below = branch_of(case.post)
    other = actions.flag_post(answer, by=factories.member(), reason="spam")
    decision = actions.uphold(case, by=lead, reason="Rude.", scope="branch")
    assert fresh(other.case).closed_at == decision.decided_at
    assert told(other.raised_by)[-1] == "flag_upheld"


def test_what_the_deciding_lead_had_flagged_below_stands_until_another_decides(case, lead, second):
    answer, below = branch_of(case.post)
    own = actions.flag_post(answer, by=lead, reason="spam")
    actions.uphold(case, by=lead, reason="Rude.", scope="branch")
    assert fresh(own.case).closed_at is None and fresh(answer).hidden_at is None
    assert fresh(below).hidden_at, "what nobody had flagged goes with the branch"
    decision = actions.uphold(own.case, by=second, reason="An advertisement.")
    assert fresh(answer).hidden_key == decision.key
    assert decision.statements.get().recipient == answer.author


@pytest.mark.parametrize("hide", ["uphold", "hide"])
def test_what_was_passed_on_is_not_hidden_by_a_lead_with_what_it_answers(case, lead, hide):
    answer, _below = branch_of(case.post)
    passed_on = actions.flag_post(answer, by=factories.member(), reason="spam").case
    actions.escalate(passed_on, by=lead, note="A friend of mine.")
    if hide == "uphold":
        actions.uphold(case, by=lead, reason="Rude.", scope="branch")
    else:
        actions.hide(case.post, by=lead, reason="Rude.", scope="branch")
    assert fresh(case.post).hidden_at
    assert fresh(answer).hidden_at is None and fresh(passed_on).closed_at is None
    decision = actions.hide(fresh(answer), by=factories.staff(), reason="An advertisement.")
    assert fresh(answer).hidden_key == decision.key


def test_a_title_that_the_lead_flagged_is_not_changed_by_hiding_the_thread(group, lead, second):
    root = factories.root(factories.thread(group, title="Company X lies"))
    actions.flag_title(root.thread, by=lead, reason="conduct")
    case = actions.flag_post(root, by=factories.member(), reason="conduct").case
    with pytest.raises(ValidationError) as error:
        actions.uphold(case, by=lead, reason="Rude.", scope="thread")
    assert "scope" in error.value.message_dict and fresh(root.thread).title == "Company X lies"
    actions.uphold(case, by=second, reason="Rude.", scope="thread")
    assert fresh(root.thread).title == "Thread hidden by a lead"


def test_a_whole_thread_is_hidden_with_its_title(group, lead):
    thread = factories.thread(group, title="Company X lies")
    answer = factories.reply(thread)
    case = actions.flag_post(factories.root(thread), by=factories.member(), reason="conduct").case
    decision = actions.uphold(case, by=lead, reason="Rude.", scope="thread")
    assert fresh(answer).hidden_key == decision.key
    assert fresh(thread).title == "Thread hidden by a lead" and decision.before == "Company X lies"


def test_a_reply_is_no_whole_thread(case, lead):
    with pytest.raises(ValidationError) as error:
        actions.uphold(case, by=lead, reason="Rude.", scope="thread")
    assert "scope" in error.value.message_dict and fresh(case.post).hidden_at is None


# Leaving it


def test_dismiss_leaves_the_post_and_closes_the_case(flag, lead):
    decision = actions.dismiss(flag.case, by=lead, reason="It is about the proposal.")
    assert (decision.kind, decision.reason) == ("dismiss", "It is about the proposal.")
    assert fresh(flag.case.post).hidden_at is None and fresh(flag.case).closed_at
    assert told(flag.raised_by)[-1] == "flag_dismissed"
    assert not Statement.objects.exists()


# What was read is what is decided


@pytest.mark.parametrize("decide", ["uphold", "dismiss"])
def test_words_that_changed_since_they_were_read_are_not_decided_upon(case, lead, decide):
    seen = docket.state_as_read(Case.objects.get(pk=case.pk))
    Post.objects.filter(pk=case.post_id).update(body="I take that back.")
    with pytest.raises(ValidationError) as error:
        getattr(actions, decide)(case, by=lead, reason="Rude.", seen=seen)
    assert error.value.code == "changed" and fresh(case).closed_at is None
    seen = docket.state_as_read(Case.objects.get(pk=case.pk))
    assert getattr(actions, decide)(case, by=lead, reason="Rude.", seen=seen).pk


def test_so_with_a_title_and_a_profile(group, lead, profile_case):
    thread = factories.thread(group)
    title_case = actions.flag_title(thread, by=factories.member(), reason="spam").case
    seen = {one: docket.state_as_read(Case.objects.get(pk=one.pk)) for one in (title_case, profile_case)}
    Thread.objects.filter(pk=thread.pk).update(title="Another title")
    Profile.objects.filter(member=profile_case.author).update(about="I sell other things.")
    for one, by in [(title_case, lead), (profile_case, factories.staff())]:
        with pytest.raises(ValidationError) as error:
            actions.dismiss(Case.objects.get(pk=one.pk), by=by, seen=seen[one])
        assert error.value.code == "changed"


# Once, and by whom


@pytest.mark.parametrize("decide", [lambda **k: actions.uphold(reason="Rude.", **k), actions.dismiss])
def test_a_case_is_decided_once(case, lead, second, decide):
    actions.dismiss(case, by=lead)
    with pytest.raises(ValidationError, match="Tomasz Wieczorek decided this case on .*: Left as it is") as error:
        decide(case=case, by=second)
    assert error.value.code == "decided" and Decision.objects.count() == 1


def test_pressing_twice_says_that_it_was_you(case, lead):
    actions.uphold(case, by=lead, reason="Rude.")
    with pytest.raises(ValidationError, match="You decided this case"):
        actions.uphold(case, by=lead, reason="Rude.")


def test_a_lead_decides_neither_on_an_own_post_nor_on_an_own_flag(group, lead, second):
    own = factories.root(factories.thread(group, by=lead))
    case = actions.flag_post(own, by=second, reason="conduct").case
    for party in [lead, second]:
        for decide in [actions.dismiss, lambda *a, **k: actions.uphold(*a, reason="Rude.", **k)]:
            with pytest.raises(PermissionDenied):
                decide(case, by=party)
        with pytest.raises(PermissionDenied):
            actions.hide(own, by=party, reason="Rude.")
    assert actions.dismiss(case, by=factories.lead(group)).pk


def test_the_secretariat_does_not_decide_on_its_own_profile_or_flag():
    staff = factories.staff()
    Profile.objects.create(member=staff, about="I sell things.")
    case = actions.flag_profile(staff, by=factories.staff(), reason="spam").case
    for party in [staff, case.flags.get().raised_by]:
        with pytest.raises(PermissionDenied):
            actions.dismiss(case, by=party)


@pytest.mark.parametrize("verb", ["uphold", "dismiss"])
def test_only_leads_of_that_group_decide(case, verb):
    for person in [factories.participant(case.group), factories.lead(factories.group())]:
        with pytest.raises(PermissionDenied):
            getattr(actions, verb)(case, by=person, reason="Rude.")
    assert fresh(case).closed_at is None


def test_the_database_itself_keeps_parties_from_deciding(flag, lead):
    facts = {"kind": "hide", "case": flag.case, "group": flag.case.group, "post": flag.case.post, "reason": "Rude."}
    with pytest.raises(IntegrityError, match="decision_not_about_oneself"), transaction.atomic():
        Decision.objects.create(subject=flag.case.author, decided_by=flag.case.author, **facts)
    with pytest.raises(IntegrityError, match="decision_not_by_a_flagger"), transaction.atomic():
        Decision.objects.create(subject=flag.case.author, decided_by=flag.raised_by, **facts)
    with pytest.raises(IntegrityError, match="case_not_claimed_by_its_author"), transaction.atomic():
        Case.objects.filter(pk=flag.case.pk).update(claimed_by=flag.case.author, claimed_at=flag.created_at)


# Of one's own accord


def test_a_lead_hides_a_post_that_nobody_flagged(post, lead):
    decision = actions.hide(post, by=lead, reason="Names a person in confidence.")
    assert fresh(post).hidden_reason == decision.reason == "Names a person in confidence."
    assert decision.case is None


def test_hiding_of_ones_own_accord_closes_the_case_too(case, lead):
    decision = actions.hide(case.post, by=lead, reason="Rude.")
    assert decision.case == case and fresh(case).closed_at


def test_a_post_is_hidden_once(post, lead):
    actions.hide(post, by=lead, reason="Rude.")
    with pytest.raises(ValidationError, match="hidden already"):
        actions.hide(post, by=lead, reason="Still rude.")


# Taking back


def test_undo_gives_the_words_back_and_opens_the_case_anew(flag, lead, second):
    decision = actions.uphold(flag.case, by=lead, reason="Rude.")
    actions.undo(decision, by=second, reason="I read it again.")
    assert fresh(flag.case.post).hidden_at is None
    case = fresh(flag.case)
    assert (case.closed_at, case.claimed_by) == (None, None)
    decision = fresh(decision)
    assert (decision.undone_by, decision.undone_reason) == (second, "I read it again.")
    assert told(flag.case.author)[-1] == "restriction_ended" and told(flag.raised_by)[-1] == "flag_reopened"
    assert LogEntry.objects.filter(action="undo", reason="I read it again.").count() == 1
    assert actions.dismiss(case, by=lead).pk


def test_what_was_left_can_be_taken_back_too(case, lead):
    decision = actions.dismiss(case, by=lead)
    actions.undo(decision, by=lead, reason="Too quick.")
    assert fresh(case).closed_at is None
    assert actions.uphold(case, by=lead, reason="Rude.").pk


def test_undo_gives_a_title_a_file_and_a_profile_back(group, lead, file_case, profile_case):
    staff, thread = factories.staff(), factories.thread(group, title="Company X lies")
    title_case = actions.flag_title(thread, by=factories.member(), reason="conduct").case
    done = [
        actions.uphold(title_case, by=lead, reason="Names a company.", title="What Company X said"),
        actions.uphold(file_case, by=lead, reason="Names people."),
        actions.uphold(profile_case, by=staff, reason="An advertisement."),
    ]
    for decision in done:
        actions.undo(decision, by=staff, reason="Looked at again.")
    assert fresh(thread).title == "Company X lies"
    assert fresh(file_case.attachment).hidden_at is None
    assert Profile.objects.get(member=profile_case.author).about_hidden_at is None


def test_a_title_that_was_changed_again_since_stays(group, lead):
    thread = factories.thread(group, title="Company X lies")
    case = actions.flag_title(thread, by=factories.member(), reason="conduct").case
    decision = actions.uphold(case, by=lead, reason="Names a company.", title="What Company X said")
    actions.retitle(fresh(thread), by=lead, title="A third title", reason="Clearer.")
    actions.undo(decision, by=lead, reason="Looked at again.")
    assert fresh(thread).title == "A third title"


def test_what_was_hidden_and_closed_together_comes_back_together(case, lead):
    answer, below = branch_of(case.post)
    actions.hide(below, by=lead, reason="An advertisement.")
    other = actions.flag_post(answer, by=factories.member(), reason="spam").case
    decision = actions.uphold(case, by=lead, reason="Rude.", scope="branch")
    actions.undo(decision, by=lead, reason="Too much.")
    assert fresh(case.post).hidden_at is None and fresh(answer).hidden_at is None
    assert fresh(below).hidden_reason == "An advertisement.", "it had been hidden before, for itself"
    assert fresh(case).closed_at is None and fresh(other).closed_at is None


def test_a_decision_is_taken_back_once_with_a_reason(case, lead):
    decision = actions.uphold(case, by=lead, reason="Rude.")
    with pytest.raises(ValidationError):
        actions.undo(decision, by=lead, reason=" ")
    actions.undo(decision, by=lead, reason="Too quick.")
    with pytest.raises(ValidationError) as error:
        actions.undo(decision, by=lead, reason="Too quick.")
    assert error.value.code == "undone"


def test_what_was_appealed_is_not_taken_back(case, lead, second):
    decision = actions.uphold(case, by=lead, reason="Rude.")
    actions.appeal(Statement.objects.get(), by=case.author, text="It was about the argument.")
    with pytest.raises(ValidationError) as error:
        actions.undo(decision, by=second, reason="Too quick.")
    assert error.value.code == "appealed" and fresh(case.post).hidden_at


def test_whom_it_concerns_and_who_flagged_take_nothing_back(group, lead, second):
    own = factories.root(factories.thread(group, by=second))
    case = actions.flag_post(own, by=(flagger := factories.lead(group)), reason="conduct").case
    decision = actions.uphold(case, by=lead, reason="Rude.")
    for person in [second, flagger, factories.participant(group), factories.lead(factories.group())]:
        with pytest.raises(PermissionDenied):
            actions.undo(decision, by=person, reason="No.")


def test_a_lead_does_not_take_back_what_the_secretariat_decided_on_what_was_passed_on(case, lead):
    actions.escalate(case, by=lead, note="Not mine.")
    decision = actions.uphold(case, by=factories.staff(), reason="Rude.")
    with pytest.raises(PermissionDenied):
        actions.undo(decision, by=lead, reason="No.")
    assert actions.undo(decision, by=factories.staff(), reason="Too quick.").undone_at


def test_what_was_flagged_again_since_is_one_case_not_two(case, lead):
    decision = actions.dismiss(case, by=lead)
    again = actions.flag_post(case.post, by=factories.member(), reason="spam").case
    actions.undo(decision, by=lead, reason="Too quick.")
    assert Case.objects.open().get() == again
