import datetime

import pytest
from django.utils import timezone

from tests import factories
from workstreams.groups import actions as groups
from workstreams.moderation import actions, docket, emails

pytestmark = pytest.mark.django_db

WORDS = "People who never shipped a zanzibar-model should be quiet."


@pytest.fixture
def group():
    return factories.group("Graded model access")


@pytest.fixture
def lead(group):
    return factories.lead(group, "Tomasz Wieczorek")


@pytest.fixture
def post(group):
    author = factories.participant(group, "Viktor Halász", time_zone="Pacific/Honolulu")
    thread = factories.thread(group, title="Who may see full weights")
    at = datetime.datetime(2026, 11, 20, 8, 30, tzinfo=datetime.UTC)
    return factories.reply(thread, by=author, body=WORDS, at=at)


@pytest.fixture
def flag(post):
    member = factories.member("Priya Raghunathan")
    return actions.flag_post(post, by=member, reason="conduct", note="It dismisses a whole sector.")


def to(mailbox, member):
    return [letter for letter in mailbox if letter.to == [member.email]]


def parts(letter):
    return letter.body, letter.alternatives[0][0]


def test_the_author_gets_the_statement_of_reasons(flag, lead, run_tasks, mailoutbox, settings):
    settings.SECRETARIAT_EMAIL = "secretariat@alliance.example"
    with run_tasks():
        actions.uphold(flag.post, by=lead, reason="Your reply spoke of the people.")
    (letter,) = to(mailoutbox, flag.post.author)
    assert letter.subject == "A post of yours was hidden in Graded model access"
    assert letter.reply_to == ["secretariat@alliance.example"]
    for text in parts(letter):
        assert "Who may see full weights" in text and "Graded model access" in text  # where
        assert f"/posts/{flag.post.pk}/" in text  # which post
        assert "19 November 2026, 22:30 HST" in text  # said when, in the author's own time
        assert "Your reply spoke of the people." in text  # why
        assert "a lead of this group" in text and "1 member had flagged" in text  # by whom, and on whose notice
        assert timezone.now().strftime("%Y") in text  # decided when
        assert "without an end date" in text  # for how long
        assert "secretariat@alliance.example" in text  # how to object
        assert WORDS in text  # their own words, which they may still read
        assert lead.name not in text and flag.raised_by.name not in text
        assert flag.note not in text
    assert f"> {WORDS}" in letter.body


def test_the_statement_tells_when_nobody_flagged_and_when_the_secretariat_decided(post, run_tasks, mailoutbox):
    with run_tasks():
        actions.hide(post, by=factories.staff(), reason="Names a source.")
    (letter,) = mailoutbox
    for text in parts(letter):
        assert "Nobody had flagged the post" in text and "the secretariat, on" in text
        assert "a lead of this group" not in text


def test_those_who_flagged_learn_that_it_was_hidden_without_its_words(flag, lead, run_tasks, mailoutbox):
    second = actions.flag_post(flag.post, by=factories.member(), reason="off_topic")
    with run_tasks():
        actions.uphold(flag.post, by=lead, reason="Spoke to the person.")
    for one in [flag, second]:
        (letter,) = to(mailoutbox, one.raised_by)
        for text in parts(letter):
            assert one.get_reason_display() in text and "Who may see full weights" in text
            assert "was hidden" in text and "Spoke to the person." in text
            assert "zanzibar" not in text
            assert flag.post.author.name not in text and lead.name not in text
    assert len(mailoutbox) == 3


def test_those_who_flagged_learn_that_it_stays_and_the_author_hears_nothing(flag, lead, run_tasks, mailoutbox):
    with run_tasks():
        actions.dismiss(flag.post, by=lead, reason="It is about the proposal.")
    (letter,) = mailoutbox
    assert letter.to == [flag.raised_by.email]
    for text in parts(letter):
        assert "stays as it is" in text and "It is about the proposal." in text


def test_whoever_left_a_private_group_hears_nothing_more_of_it(group, lead, run_tasks, mailoutbox):
    type(group).objects.filter(pk=group.pk).update(visibility="private")
    post = factories.root(factories.thread(group))
    stays, leaves = factories.participant(group), factories.participant(group)
    for person in (stays, leaves):
        actions.flag_post(post, by=person, reason="spam")
    groups.leave_group(group, by=leaves)
    with run_tasks():
        actions.dismiss(post, by=lead, reason="It is about the incident.")
    assert [letter.to for letter in mailoutbox] == [[stays.email]]


def test_nobody_writes_to_a_person_who_came_in_with_an_archive(group, lead, run_tasks, mailoutbox):
    author = factories.participant(group)
    author.email, author.imported_address = None, "old@archive.example"
    thread = factories.thread(group, by=author)
    author.save(update_fields=["email", "imported_address"])
    post = factories.root(thread)
    member = factories.member()
    actions.flag_post(post, by=member, reason="spam")
    with run_tasks():
        actions.uphold(post, by=lead, reason="Advertises.")
    assert [letter.to for letter in mailoutbox] == [[member.email]]


def test_no_mail_goes_out_when_the_decision_fails(flag, lead, run_tasks, mailoutbox):
    with run_tasks(), pytest.raises(Exception, match="Write the reason"):
        actions.uphold(flag.post, by=lead, reason="")
    assert mailoutbox == []


@pytest.mark.parametrize(("verdict", "sent_to"), [("hide", "author"), ("leave", "flagger")])
def test_the_preview_is_the_letter_that_is_sent(flag, lead, run_tasks, mailoutbox, verdict, sent_to):
    (case,) = docket.cases([flag.post.pk], lead)
    shown = emails.preview(case, by=lead, verdict=verdict, reason="Spoke to the person.")
    with run_tasks():
        decide = actions.uphold if verdict == "hide" else actions.dismiss
        decide(flag.post, by=lead, reason="Spoke to the person.")
    (letter,) = to(mailoutbox, flag.post.author if sent_to == "author" else flag.raised_by)
    assert letter.body == shown


def test_there_is_no_letter_to_preview_for_an_author_without_an_address(flag, lead):
    flag.post.author.email, flag.post.author.imported_address = None, "old@archive.example"
    flag.post.author.save(update_fields=["email", "imported_address"])
    (case,) = docket.cases([flag.post.pk], lead)
    assert emails.preview(case, by=lead, verdict="hide", reason="Spoke to the person.") == ""
