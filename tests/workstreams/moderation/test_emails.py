"""Every mail of moderation, read as its reader reads it."""

import datetime

import pytest
from django.utils import timezone

from members.models import Profile, RulesVersion
from tests import factories
from workstreams.discussion.models import Post
from workstreams.groups import actions as groups
from workstreams.moderation import actions, emails
from workstreams.moderation.models import Case, Letter, Statement

pytestmark = pytest.mark.django_db

WORDS = "People who never shipped a zanzibar-model should be quiet."
REASON = "It spoke of the people, not of the proposal."


@pytest.fixture
def rules():
    body = "## 2 Conduct\n\n2.1 Speak to the argument, not to the person. Ask first.\n\n2.2 Say for whom you speak."
    return RulesVersion.objects.create(version="2.0", body=body, in_force_from=timezone.now())


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
    """The words of both parts; of the HTML one as a reader sees them."""
    return " ".join(letter.body.split()), " ".join(letter.alternatives[0][0].split())


def mail_to(mailbox, member):
    (letter,) = to(mailbox, member)
    return letter


def make_private(group):
    type(group).objects.filter(pk=group.pk).update(visibility="private")


class TestTheStatementOfReasons:
    def test_says_all_that_is_due(self, flag, post, lead, rules, run_tasks, mailoutbox, settings):
        settings.SECRETARIAT_EMAIL = "secretariat@alliance.example"
        actions.flag_post(post, by=factories.member(), reason="conduct")
        actions.flag_post(post, by=factories.member(), reason="off_topic")
        with run_tasks():
            actions.uphold(flag.case, by=lead, reason=REASON, rule="2.1")
        letter = mail_to(mailoutbox, post.author)
        statement = Statement.objects.get()
        assert letter.subject == "A post of yours was hidden in Graded model access"
        assert letter.reply_to == ["secretariat@alliance.example"]
        for text in parts(letter):
            assert "Who may see full weights" in text and f"/posts/{post.pk}/" in text  # what, and where
            assert "19 November 2026, 22:30 HST" in text  # in the author's own time
            assert REASON in text  # the facts
            assert "Rule 2.1" in text and "version 2.0" in text  # the rule, and as it stood
            assert "Speak to the argument, not to the person. Ask first." in text
            assert "/members/rules/#rule-2.1" in text
            assert "This post alone." in text and "Without an end date." in text  # how far, for how long
            assert "Decided by a lead of this group on" in text  # who
            assert "No automatic means were used." in text
            assert "flagged by 3 members: Conduct (2), Off topic (1)" in text  # for what, by how many
            assert "Replies to it stay" in text  # what follows
            assert f"/statements/{statement.key}/appeal/" in text  # how to appeal, and until when
            assert statement.appeal_until.strftime("%Y") in text
            assert "secretariat@alliance.example" in text and "court" in text
            assert WORDS in text  # their own, which they may still read
            for name in (lead.name, flag.raised_by.name, flag.note):
                assert name not in text
        assert f"> {WORDS}" in letter.body

    def test_says_when_nobody_flagged_and_the_secretariat_decided(self, post, run_tasks, mailoutbox):
        with run_tasks():
            actions.hide(post, by=factories.staff(), reason="Names a source.")
        for text in parts(mail_to(mailoutbox, post.author)):
            assert "Nobody had flagged it" in text and "Decided by the secretariat on" in text
            assert "a lead of this group" not in text
            assert "No paragraph of the participation rules was named." in text

    def test_keeps_saying_that_a_lead_decided_who_has_left_since(self, post, lead, run_tasks, mailoutbox):
        actions.hide(post, by=lead, reason=REASON)
        factories.lead(post.thread.group)
        groups.leave_group(post.thread.group, by=lead)
        assert "Decided by a lead of this group on" in emails.statement_of_reasons(Statement.objects.get()).body

    def test_says_that_the_secretariat_decided_what_was_passed_on_to_it(self, flag, lead, run_tasks, mailoutbox):
        chief = factories.staff()
        factories.seat(chief, flag.case.group, "lead")
        actions.escalate(flag.case, by=lead, note="It is about my own organisation.")
        with run_tasks():
            actions.uphold(flag.case, by=chief, reason=REASON)
        assert "Decided by the secretariat on" in mail_to(mailoutbox, flag.case.author).body

    def test_tells_a_rule_of_the_portal_from_a_person(self, post, lead, run_tasks, mailoutbox):
        with run_tasks():
            for _n in range(3):
                member = factories.member(organisation=factories.organisation())
                actions.flag_post(post, by=member, reason="spam")
        letter = mail_to(mailoutbox, post.author)
        for text in parts(letter):
            assert "Decided by a rule of the portal on" in text
            assert "by automatic means: flags were counted. No person has decided yet." in text
            assert "Until a lead has looked at it." in text
            assert "members of three organisations have flagged it as spam" in text
        mailoutbox.clear()
        with run_tasks():
            actions.uphold(Case.objects.get(), by=lead, reason="It advertises.")
        for text in parts(mail_to(mailoutbox, post.author)):
            assert "had been hidden by automatic means, because flags were counted. A person decided now." in text

    def test_of_a_branch_goes_to_each_author_with_their_own_posts_alone(self, post, lead, run_tasks, mailoutbox):
        other = factories.participant(post.thread.group)
        first = factories.reply(post.thread, by=other, parent=post, body="First answer with quagga.")
        second = factories.reply(post.thread, by=other, parent=first, body="Second answer.")
        with run_tasks():
            actions.hide(post, by=lead, reason=REASON, scope="branch")
        assert mail_to(mailoutbox, other).subject == "2 posts of yours were hidden in Graded model access"
        for text in parts(mail_to(mailoutbox, other)):
            assert f"/posts/{first.pk}/" in text and f"/posts/{second.pk}/" in text
            assert "all answers to it" in text
            assert "zanzibar" not in text and "quagga" not in text
            assert text.count(f"/posts/{post.pk}/") <= text.count("Who may see") + 2
        assert mail_to(mailoutbox, post.author).subject == "A post of yours was hidden in Graded model access"

    def test_of_a_thread_gives_its_title_to_nobody_but_who_wrote_it(self, post, lead, run_tasks, mailoutbox):
        root = factories.root(post.thread)
        with run_tasks():
            actions.hide(root, by=lead, reason=REASON, scope="thread")
        for text in parts(mail_to(mailoutbox, root.author)):
            assert "Who may see full weights" in text
        for text in parts(mail_to(mailoutbox, post.author)):
            assert "Who may see full weights" not in text
            assert "The whole thread, its title included." in text

    def test_of_a_title_says_what_it_was_and_is(self, post, lead, run_tasks, mailoutbox):
        root = factories.root(post.thread)
        with run_tasks():
            actions.retitle(post.thread, by=lead, title="Access to weights", reason="It named a person.")
        letter = mail_to(mailoutbox, root.author)
        assert letter.subject == "The title of a thread of yours was changed in Graded model access"
        for text in parts(letter):
            assert "It was “Who may see full weights”. It is “Access to weights” now." in text
            assert "The title of the thread alone." in text
        assert to(mailoutbox, post.author) == []

    def test_of_a_silence_says_until_when(self, post, lead, run_tasks, mailoutbox):
        with run_tasks():
            decision = actions.silence(post.author, group=post.thread.group, by=lead, hours=24, reason=REASON)
        letter = mail_to(mailoutbox, post.author)
        assert letter.subject == "You cannot write in Graded model access for now"
        for text in parts(letter):
            assert f"{decision.until - datetime.timedelta(hours=10):%H:%M} HST. It ends by itself." in text
            assert "You keep your seat." in text and "holds in no other" in text

    def test_of_a_removal_names_the_group_that_one_no_longer_sees(self, group, lead, run_tasks, mailoutbox):
        make_private(group)
        member = factories.participant(group)
        with run_tasks():
            groups.remove_from_group(group.participations.get(member=member), by=lead, reason=REASON)
        letter = mail_to(mailoutbox, member)
        assert letter.subject == "You are no longer in Graded model access"
        for text in parts(letter):
            assert group.get_absolute_url() not in text and REASON in text

    def test_has_nothing_that_its_reader_may_not_see_any_more(self, group, post, lead, run_tasks, mailoutbox):
        make_private(group)
        groups.leave_group(group, by=post.author)
        with run_tasks():
            actions.hide(post, by=lead, reason=REASON)
        letter = mail_to(mailoutbox, post.author)
        assert letter.subject == "A post of yours was hidden in a group that is closed to you now"
        for text in parts(letter):
            for gone in ("zanzibar", "Who may see full weights", "Graded model access", f"/posts/{post.pk}/"):
                assert gone not in text
            assert REASON in text and "/appeal/" in text

    def test_goes_to_nobody_who_came_with_an_archive(self, group, lead, run_tasks, mailoutbox):
        author = factories.participant(group)
        thread = factories.thread(group, by=author)
        author.email, author.imported_address = None, "old@archive.example"
        author.save(update_fields=["email", "imported_address"])
        with run_tasks():
            actions.hide(factories.root(thread), by=lead, reason="Advertises.")
        assert mailoutbox == []
        assert Letter.objects.get().state == Letter.State.SKIPPED

    def test_does_not_go_when_the_decision_fails(self, flag, lead, run_tasks, mailoutbox):
        with run_tasks(), pytest.raises(Exception, match="Write what happened"):
            actions.uphold(flag.case, by=lead, reason="")
        assert mailoutbox == [] and not Letter.objects.filter(kind="statement").exists()

    def test_shows_marks_of_the_writer_as_they_are(self, post, lead, run_tasks, mailoutbox):
        Post.objects.filter(pk=post.pk).update(body="Look: <b>bold</b> & more")
        with run_tasks():
            actions.hide(post, by=lead, reason="Uses <script> & such.")
        letter = mail_to(mailoutbox, post.author)
        assert "Uses <script> & such." in letter.body and "> Look: <b>bold</b> & more" in letter.body
        assert "<script>" not in letter.alternatives[0][0] and "&lt;b&gt;bold" in letter.alternatives[0][0]


class TestWhenItIsTakenBack:
    def test_says_why_and_what_is_so_again(self, post, lead, run_tasks, mailoutbox):
        decision = actions.hide(post, by=lead, reason=REASON)
        with run_tasks():
            actions.undo(decision, by=lead, reason="I took it for another post.")
        letter = to(mailoutbox, post.author)[-1]
        assert letter.subject == "A decision about you in Graded model access was taken back"
        for text in parts(letter):
            assert "I took it for another post." in text and f"/posts/{post.pk}/" in text
            assert "everybody who could read it reads it again" in text
            assert "A post of yours was hidden in Graded model access" in text
            assert lead.name not in text

    def test_a_statement_that_went_late_says_so(self, post, lead, mailoutbox):
        decision = actions.hide(post, by=lead, reason=REASON)
        actions.undo(decision, by=lead, reason="A mistake.")
        for text in parts(emails.of(Letter.objects.get(kind="statement"))):
            assert "Meanwhile this was taken back" in text


class TestWhoeverFlagged:
    def test_learns_that_it_is_hidden_without_its_words(self, flag, post, lead, run_tasks, mailoutbox):
        second = actions.flag_post(post, by=factories.member(), reason="off_topic")
        with run_tasks():
            actions.uphold(flag.case, by=lead, reason=REASON)
        for one in [flag, second]:
            letter = mail_to(mailoutbox, one.raised_by)
            assert letter.subject == "What became of your flag"
            for text in parts(letter):
                assert one.get_reason_display() in text and "Who may see full weights" in text
                assert "It is hidden" in text and REASON in text and f"/flags/{one.pk}/" in text
                for name in ("zanzibar", post.author.name, lead.name):
                    assert name not in text

    def test_learns_that_it_stays_and_the_author_hears_nothing(self, flag, lead, run_tasks, mailoutbox):
        with run_tasks():
            actions.dismiss(flag.case, by=lead, reason="It is about the proposal.")
        (letter,) = mailoutbox
        assert letter.to == [flag.raised_by.email]
        for text in parts(letter):
            assert "It stays as it is" in text and "It is about the proposal." in text

    def test_learns_of_another_title_and_not_the_old_one(self, post, lead, run_tasks, mailoutbox):
        flag = actions.flag_title(post.thread, by=factories.member(), reason="conduct")
        with run_tasks():
            actions.uphold(flag.case, by=lead, reason="It named a person.", title="Access to weights")
        for text in parts(mail_to(mailoutbox, flag.raised_by)):
            assert "The thread has another title" in text and "Access to weights" in text
            assert "Who may see full weights" not in text

    def test_hears_nothing_more_of_a_group_that_they_left(self, group, lead, run_tasks, mailoutbox):
        make_private(group)
        post = factories.root(factories.thread(group))
        stays, leaves = factories.participant(group), factories.participant(group)
        for person in (stays, leaves):
            actions.flag_post(post, by=person, reason="spam")
        groups.leave_group(group, by=leaves)
        with run_tasks():
            actions.dismiss(Case.objects.get(), by=lead, reason="It is about the incident.")
        assert [letter.to for letter in mailoutbox] == [[stays.email]]

    def test_is_not_told_what_was_taken_back_before_the_mail_went(self, flag, lead):
        decision = actions.uphold(flag.case, by=lead, reason=REASON)
        actions.undo(decision, by=lead, reason="A mistake.")
        assert emails.of(Letter.objects.get(kind="flag_decided")) is None

    def test_learns_of_a_profile_that_it_is_hidden(self, run_tasks, mailoutbox):
        person = factories.member("Ngozi Adeyemi")
        Profile.objects.create(member=person, about="Buy okapi-coins.")
        flag = actions.flag_profile(person, by=factories.member(), reason="spam")
        with run_tasks():
            actions.uphold(flag.case, by=factories.staff(), reason="It advertises.")
        for text in parts(mail_to(mailoutbox, flag.raised_by)):
            assert "you flagged a profile" in text and "okapi" not in text and person.name not in text
        letter = mail_to(mailoutbox, person)
        assert letter.subject == "The text about yourself was hidden"
        for text in parts(letter):
            assert f"/directory/{person.pk}/" in text and "Decided by the secretariat" in text


class TestWhoeverDecides:
    def test_is_told_of_a_first_flag_without_a_word_of_it(self, post, lead, run_tasks, mailoutbox):
        factories.lead(post.thread.group)
        with run_tasks():
            actions.flag_post(post, by=factories.member(), reason="conduct", note="A note with narwhal.")
        assert len(mailoutbox) == 2
        letter = mail_to(mailoutbox, lead)
        assert letter.subject == "Something was flagged in Graded model access"
        for text in parts(letter):
            assert "Conduct" in text and "/desk/?case=" in text
            for words in ("zanzibar", "narwhal", "Who may see full weights", post.author.name):
                assert words not in text
        with run_tasks():
            actions.flag_post(post, by=factories.member(), reason="conduct")
        assert len(mailoutbox) == 2  # one case, one mail

    def test_a_lead_who_is_a_party_is_not_told_the_secretariat_is(self, group, lead, run_tasks, mailoutbox, settings):
        settings.SECRETARIAT_EMAIL = "secretariat@alliance.example"
        thread = factories.thread(group, by=lead)
        with run_tasks():
            actions.flag_post(factories.root(thread), by=factories.member(), reason="conduct")
        assert [letter.to for letter in mailoutbox] == [["secretariat@alliance.example"]]
        assert "/desk/cases/?case=" in mailoutbox[0].body

    def test_the_secretariat_is_told_what_was_passed_on_and_why(self, flag, lead, run_tasks, mailoutbox, settings):
        settings.SECRETARIAT_EMAIL = "secretariat@alliance.example"
        with run_tasks():
            actions.escalate(flag.case, by=lead, note="It is about my own organisation.")
        (letter,) = mailoutbox
        assert letter.to == ["secretariat@alliance.example"]
        assert letter.subject == "Passed to the secretariat: a case of Graded model access"
        for text in parts(letter):
            assert "It is about my own organisation." in text and "zanzibar" not in text

    def test_is_not_told_of_what_is_decided_already(self, flag, lead):
        letter = Letter.objects.get(kind="case_opened")
        actions.dismiss(flag.case, by=lead)
        assert emails.of(Letter.objects.get(pk=letter.pk)) is None


class TestThePreview:
    def test_is_the_statement_that_is_sent(self, flag, lead, rules, run_tasks, mailoutbox):
        given = {"reason": REASON, "rule": "2.1"}
        shown = emails.preview(flag.case, by=lead, verdict="hide", **given)
        with run_tasks():
            actions.uphold(flag.case, by=lead, **given)
        sent = mail_to(mailoutbox, flag.case.author).body
        assert without_key(sent) == without_key(shown)
        assert not Statement.objects.exclude(decision__case=flag.case).exists()

    def test_is_the_answer_to_whoever_flagged(self, flag, lead, run_tasks, mailoutbox):
        shown = emails.preview(flag.case, by=lead, verdict="leave", reason=REASON)
        with run_tasks():
            actions.dismiss(flag.case, by=lead, reason=REASON)
        assert mail_to(mailoutbox, flag.raised_by).body == shown

    def test_does_not_tell_a_lead_where_whoever_flagged_lives(self, post, lead):
        flag = actions.flag_post(post, by=factories.member(time_zone="Asia/Kolkata"), reason="conduct")
        shown = emails.preview(flag.case, by=lead, verdict="leave", reason=REASON)
        assert "IST" not in shown and timezone.localtime(flag.created_at).strftime("%H:%M %Z") in shown

    def test_counts_the_posts_of_a_branch(self, flag, post, lead):
        factories.reply(post.thread, by=post.author, parent=post)
        shown = emails.preview(flag.case, by=lead, verdict="hide", reason=REASON, scope="branch")
        assert shown.startswith("2 posts of yours were hidden")

    def test_is_empty_for_an_author_without_an_address(self, flag, lead):
        author = flag.case.author
        author.email, author.imported_address = None, "old@archive.example"
        author.save(update_fields=["email", "imported_address"])
        assert emails.preview(flag.case, by=lead, verdict="hide", reason=REASON) == ""


def without_key(text):
    """The letter without the key of its page, which is made with the statement."""
    return [line for line in text.splitlines() if "/statements/" not in line]
