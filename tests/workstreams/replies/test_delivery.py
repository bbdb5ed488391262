"""A mail that came is settled once, whatever is lost, delivered twice or tried again."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from portal.postoffice.models import Mailbox
from tests import factories
from tests.portal.postoffice.returned import reports
from workstreams.replies import actions, delivery, tasks
from workstreams.replies.models import Received

pytestmark = pytest.mark.django_db


def test_a_mail_that_is_delivered_twice_is_one_post(writer, deliver):
    first, second = deliver(writer.letter()), deliver(writer.letter())
    assert first == second
    assert writer.answers == ["I agree."]


def test_a_task_that_comes_twice_posts_once(writer, deliver):
    received = deliver(writer.letter())
    tasks.take_in(received.pk)
    assert writer.answers == ["I agree."]


def test_a_mail_without_a_message_id_is_known_by_all_that_it_is(writer, deliver):
    raw = writer.letter().replace(b"Message-ID: <letter-1@nordic.example>\n", b"")
    assert deliver(raw) == deliver(raw)
    assert deliver(raw + b"More.\n").message_id != deliver(raw).message_id


def test_what_the_queue_lost_is_handed_out_again(writer, run_tasks):
    received = actions.receive(writer.letter())
    later = timezone.now() + datetime.timedelta(minutes=11)
    with run_tasks():
        assert actions.hand_out_forgotten() == 0
        assert actions.hand_out_forgotten(now=later) == 1
    received.refresh_from_db()
    assert received.state == "posted"


def test_a_mail_to_no_address_of_ours_is_not_kept(writer, deliver):
    assert deliver(writer.letter(to="reply@in.alliance.example")) is None
    assert deliver(writer.letter(to="somebody@else.example")) is None
    assert not Received.objects.exists()


def test_without_an_address_nothing_is_read_and_none_is_given(writer, settings, deliver):
    address = writer.address
    settings.INBOUND_ADDRESS = ""
    assert writer.address == ""
    assert deliver(writer.letter(to=address)) is None


def test_the_envelope_tells_where_the_head_does_not(writer, deliver):
    raw = writer.letter(to="undisclosed-recipients:;")
    assert deliver(raw, envelope=writer.address).state == "posted"


def test_whoever_answers_faster_than_one_may_post_is_waited_for(writer, deliver, settings, no_limits_left_over):
    settings.RATES_ENFORCED = True
    factories.reply(writer.thread, by=writer.member, body="At once.")
    received = deliver(writer.letter())
    assert received.state == "waiting" and received.attempts == 0 and received.not_before > timezone.now()
    delivery.take_in(received.pk)
    assert writer.answers == ["At once."]
    with time_machine.travel(received.not_before + datetime.timedelta(seconds=1)):
        delivery.take_in(received.pk)
    assert writer.answers == ["At once.", "I agree."]


WITH_FILE = """
--b
Content-Type: text/plain

See the file.

--b
Content-Type: text/plain; name="a.txt"
Content-Disposition: attachment; filename="a.txt"

Words.
--b--
"""


def test_what_cannot_be_kept_is_tried_five_times_and_stays_for_the_secretariat(writer, settings, tmp_path):
    (tmp_path / "files").write_text("where the folder should be")
    settings.MEDIA_ROOT = tmp_path / "files"
    head = 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n'
    received = actions.receive(writer.letter(WITH_FILE, head=head))
    for _ in range(5):
        assert Received.objects.waiting().exists()
        Received.objects.update(not_before=timezone.now())
        delivery.take_in(received.pk)
    received.refresh_from_db()
    assert (received.state, received.attempts) == ("failed", 5)
    assert received.raw is not None
    assert writer.answers == []


def test_the_words_of_what_was_refused_go_after_a_month_and_the_row_later(writer, deliver):
    received = deliver(writer.letter("> only a quote"))
    assert received.state == "refused" and received.text
    actions.tidy()
    received.refresh_from_db()
    assert received.text
    actions.tidy(now=timezone.now() + datetime.timedelta(days=31))
    received.refresh_from_db()
    assert received.text == ""
    actions.tidy(now=timezone.now() + datetime.timedelta(days=91))
    assert not Received.objects.exists()


class TestWhatTellsOfMailThatCameBack:
    """The whole way: a mail goes out, its envelope comes back with a report, and the address is counted."""

    @pytest.fixture
    def envelope(self, writer, run_tasks, mailoutbox):
        """Where a mail that just went to the writer comes back to."""
        with run_tasks():
            received = actions.receive(writer.letter("> only a quote"))
        assert Received.objects.get(pk=received.pk).state == "refused"
        [mail] = mailoutbox
        assert mail.extra_headers["From"] != mail.from_email
        return mail.from_email

    def test_it_is_counted_and_its_words_are_not_kept(self, envelope, deliver):
        received = deliver(_report(envelope, "zoe@nordic.example"))
        assert (received.state, received.raw, received.text, received.member) == ("report", None, "", None)
        mailbox = Mailbox.objects.get()
        assert (mailbox.address, mailbox.score) == ("zoe@nordic.example", 20)

    def test_it_counts_once_however_often_it_is_delivered(self, envelope, deliver):
        deliver(_report(envelope, "zoe@nordic.example"))
        deliver(_report(envelope, "zoe@nordic.example", key="2"))
        assert Mailbox.objects.get().score == 20

    def test_nobody_has_another_members_mail_stopped_by_it(self, envelope, deliver):
        deliver(_report(envelope, "bo@nordic.example"))
        assert not Mailbox.objects.exists()

    def test_it_is_no_answer_though_it_comes_to_the_address_for_answers(self, writer, deliver):
        assert deliver(_report(writer.address, "zoe@nordic.example")).state == "ignored"
        assert not Mailbox.objects.exists() and writer.answers == []


def _report(to, address, key="1"):
    facts = {"code": "550 5.1.1 unknown", "status": "5.1.1", "action": "failed"}
    text = reports.POSTFIX.replace("zoe@nordic.example", address).replace("101112.1@", f"101112.{key}@")
    return text.format(to=to, **facts).encode()
