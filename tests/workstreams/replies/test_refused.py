"""What never becomes a post: mail that is not from whoever the address was made for, and mail of machines."""

import datetime

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.utils import timezone

from tests import factories
from tests.workstreams.replies.conftest import as_sent, letters
from workstreams.discussion import actions as discussion
from workstreams.groups import actions as groups
from workstreams.replies.models import Received

pytestmark = pytest.mark.django_db

#: What becomes of each, a piece of the reason, and whether its writer is told.
OUTCOMES = {
    "another-sender": ("refused", "another address", True),
    "two-senders": ("refused", "another address", True),
    "name-of-the-member": ("refused", "another address", True),
    "not-vouched-for": ("refused", "make sure", True),
    "vouched-for-by-a-stranger": ("refused", "make sure", True),
    "made-up-address": ("ignored", "never ours", False),
    "out-of-office": ("ignored", "program", False),
    "out-of-office-by-its-subject": ("ignored", "program", False),
    "mailing-list": ("ignored", "program", False),
    "empty-envelope": ("ignored", "program", False),
    "only-a-quote": ("refused", "No words of your own", True),
    "a-program": ("refused", "“setup.exe” cannot be attached", True),
}


def test_every_letter_has_its_outcome():
    assert {path.stem for path in letters("refused")} == set(OUTCOMES)


@pytest.mark.parametrize("path", letters("refused"), ids=lambda path: path.stem)
def test_it_is_not_posted(path, writer, deliver, settings, mailoutbox):
    if "vouched" in path.stem:
        settings.INBOUND_AUTHSERV_ID = "mx.alliance.example"
    received = deliver(as_sent(path, writer))
    state, reason, is_told = OUTCOMES[path.stem]
    assert (received.state, reason in received.reason) == (state, True), received.reason
    assert writer.answers == []
    assert [mail.to for mail in mailoutbox] == ([["zoe@nordic.example"]] if is_told else [])


class TestWhoWroteIt:
    def test_what_a_stranger_wrote_is_not_passed_on_to_the_member(self, writer, deliver, mailoutbox):
        received = deliver(writer.letter("Buy this.", sender="stranger@elsewhere.example"))
        [mail] = mailoutbox
        assert "Buy this." not in mail.body and received.text == ""
        assert "zoe@nordic.example" in mail.body

    def test_any_confirmed_address_of_the_member_is_theirs(self, writer, deliver):
        EmailAddress.objects.create(user=writer.member, email="zb@home.example", verified=True, primary=False)
        assert deliver(writer.letter(sender="ZB@Home.example")).state == "posted"

    def test_one_that_nobody_confirmed_is_not(self, writer, deliver):
        EmailAddress.objects.create(user=writer.member, email="zb@home.example", verified=False, primary=False)
        assert deliver(writer.letter(sender="zb@home.example")).state == "refused"

    def test_another_members_address_does_not_open_it(self, writer, deliver):
        other = factories.participant(writer.group)
        assert deliver(writer.letter(sender=other.email)).state == "refused"

    def test_a_server_that_vouches_is_believed(self, writer, deliver, settings):
        settings.INBOUND_AUTHSERV_ID = "mx.alliance.example"
        head = "Authentication-Results: mx.alliance.example; dkim=pass header.d=nordic.example; spf=none\n"
        assert deliver(writer.letter(head=head)).state == "posted"

    def test_of_several_servers_the_last_one_counts(self, writer, deliver, settings):
        settings.INBOUND_AUTHSERV_ID = "mx.alliance.example"
        head = (
            "Authentication-Results: mx.alliance.example; dmarc=fail\n"
            "Authentication-Results: mx.alliance.example; dmarc=pass header.from=nordic.example\n"
        )
        assert deliver(writer.letter(head=head)).state == "refused"

    def test_the_address_lasts_half_a_year(self, writer, deliver, mailoutbox):
        address = writer.address
        with time_machine.travel(timezone.now() + datetime.timedelta(days=182)):
            received = deliver(writer.letter(to=address))
        assert received.state == "refused" and "180 days" in received.reason
        assert "I agree." in mailoutbox[0].body

    def test_the_address_survives_another_key(self, writer, deliver, settings):
        address, settings.SECRET_KEY_FALLBACKS = writer.address, [settings.SECRET_KEY]
        settings.SECRET_KEY = "another"
        assert deliver(writer.letter(to=address)).state == "posted"

    def test_a_mail_server_may_write_it_in_capitals(self, writer, deliver):
        assert deliver(writer.letter(to=writer.address.upper())).state == "posted"


class TestWhatTheGroupAllows:
    """By discussion's own rules: the reason is discussion's own."""

    def test_a_locked_thread(self, writer, deliver, mailoutbox):
        discussion.lock_thread(writer.thread, by=factories.lead(writer.group))
        received = deliver(writer.letter())
        assert received.state == "refused" and "locked" in received.reason
        [mail] = mailoutbox
        assert "locked" in mail.body and "I agree." in mail.body

    def test_somebody_who_gave_up_their_seat(self, writer, deliver):
        groups.leave_group(writer.group, by=writer.member)
        received = deliver(writer.letter())
        assert received.state == "refused" and "take part" in received.reason

    def test_a_group_that_closed_itself_tells_nothing_of_itself(self, writer, deliver, mailoutbox):
        groups.leave_group(writer.group, by=writer.member)
        type(writer.group).objects.filter(pk=writer.group.pk).update(visibility="private")
        received = deliver(writer.letter())
        assert received.reason == "What you answer is no longer there, or you may no longer read it."
        assert f"/posts/{writer.post.pk}" not in mailoutbox[0].body

    def test_somebody_who_is_silenced(self, writer, deliver):
        lead = factories.lead(writer.group)
        discussion.silence_member(writer.member, group=writer.group, by=lead, hours=24, reason="Rude.")
        assert deliver(writer.letter()).state == "refused"

    def test_a_text_that_is_too_long(self, writer, deliver, mailoutbox):
        received = deliver(writer.letter("So long. " * 4000))
        assert received.state == "refused" and "Shorten it" in received.reason
        assert mailoutbox[0].body.count("So long.") == 4000

    def test_a_newcomers_text_waits_for_a_lead(self, writer, deliver, mailoutbox):
        type(writer.group).objects.filter(pk=writer.group.pk).update(first_posts_held=1)
        received = deliver(writer.letter())
        assert received.state == "held" and received.held.body == "I agree."
        [mail] = [mail for mail in mailoutbox if mail.to == ["zoe@nordic.example"]]
        assert mail.subject.startswith("Waits for a lead")


class TestTheMailThatSaysSo:
    def test_it_answers_the_mail_that_came_and_says_that_a_machine_wrote_it(self, writer, deliver, mailoutbox):
        discussion.lock_thread(writer.thread, by=factories.lead(writer.group))
        deliver(writer.letter())
        [mail] = mailoutbox
        assert mail.extra_headers["In-Reply-To"] == "<letter-1@nordic.example>"
        assert mail.extra_headers["Auto-Submitted"] == "auto-replied"
        assert mail.subject == "Not posted: Re: Graded model access"

    def test_it_never_goes_to_who_asks_machines_to_be_silent(self, writer, deliver, mailoutbox):
        head = "X-Auto-Response-Suppress: OOF, AutoReply\n"
        assert deliver(writer.letter(sender="x@y.example", head=head)).state == "refused"
        assert mailoutbox == []

    def test_two_programs_do_not_write_to_each_other_for_ever(self, writer, deliver, mailoutbox):
        for number in range(8):
            deliver(writer.letter(sender="x@y.example", key=str(number)))
        assert Received.objects.filter(state="refused").count() == 8
        assert len(mailoutbox) == 5
