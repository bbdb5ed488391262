"""What comes back is counted, until mail to an address stops; and who says that it works again."""

import socket
from email import message_from_string

import pytest
from aiosmtpd.controller import Controller
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from portal.postoffice import actions, bounces
from portal.postoffice.addresses import return_path, word_in
from portal.postoffice.delivery.arriving import note_arrived
from portal.postoffice.models import Dispatch, Mailbox, Report
from tests import factories
from tests.portal.postoffice.returned import reports

pytestmark = pytest.mark.django_db
ZOE = "zoe@nordic.example"


@pytest.fixture(autouse=True)
def inbound(settings):
    settings.INBOUND_ADDRESS = "reply@in.alliance.example"


@pytest.fixture
def told():
    """What a server tells of a mail of ours. Returns whether we knew the mail."""
    numbers = iter(range(1, 1000))

    def tell(text, to=ZOE, **facts):
        path = return_path(Dispatch(pk=next(numbers)), to)
        facts = {"code": "550 5.1.1 <zoe@nordic.example> unknown", "status": "5.1.1", "action": "failed"} | facts
        return actions.report_bounce(message_from_string(text.format(to=path, **facts)), [word_in(path)])

    return tell


def score():
    return Mailbox.objects.values_list("score", flat=True).first()


class TestWhatServersTell:
    @pytest.mark.parametrize(
        "text", [reports.POSTFIX, reports.EXCHANGE, reports.QMAIL], ids=["dsn", "exchange", "text"]
    )
    def test_an_address_that_is_none_counts_two(self, told, text):
        assert told(text)
        assert (score(), Report.objects.get().kind) == (20, "hard")
        assert Mailbox.objects.get().address == ZOE

    def test_the_mail_that_came_back_is_named(self, told):
        told(reports.POSTFIX)
        assert Report.objects.get().message_id == "<digest-7.20261123T090000Z@alliance.example>"

    @pytest.mark.parametrize(
        "status, code",
        [("4.4.1", "421 4.4.1 no answer"), ("5.2.2", "552 5.2.2 mailbox full"), ("5.7.1", "554 5.7.1 unwelcome")],
    )
    def test_a_full_mailbox_a_network_and_a_policy_count_one(self, told, status, code):
        told(reports.POSTFIX, status=status, code=code)
        assert (score(), Report.objects.get().kind) == (10, "soft")

    def test_a_mail_that_is_only_late_counts_nothing(self, told):
        assert told(reports.POSTFIX, action="delayed", status="4.4.1", code="not yet")
        assert not Mailbox.objects.exists()

    def test_an_absence_counts_nothing_whatever_numbers_it_mentions(self, told):
        told(reports.ABSENCE)
        assert not Mailbox.objects.exists()

    def test_what_is_told_twice_of_one_mail_counts_once(self):
        path = return_path(Dispatch(pk=1), ZOE)
        text = reports.POSTFIX.format(to=path, code="550 5.1.1 no", status="5.1.1", action="failed")
        for _ in range(2):
            assert actions.report_bounce(message_from_string(text), [word_in(path)])
        assert score() == 20

    def test_nobody_reports_an_address_by_a_mail_that_went_to_another(self, told):
        assert not told(reports.POSTFIX, to="mallory@elsewhere.example")
        assert not Mailbox.objects.exists()

    def test_nobody_reports_an_address_by_a_word_of_their_own(self):
        text = reports.POSTFIX.format(to="x", code="550 5.1.1 no", status="5.1.1", action="failed")
        assert not actions.report_bounce(message_from_string(text), ["a" * 40, "", "ü"])

    @pytest.mark.parametrize("text", ["", "Content-Type: multipart/report; boundary=x\n\n--x\n", "To: x\n\n\x00\xff"])
    def test_a_broken_report_is_none(self, text):
        assert not bounces.read(message_from_string(text)).is_final


class TestWhenMailStops:
    def test_at_four_points(self):
        for number in range(3):
            actions.report("soft", ZOE, key=f"s{number}")
        assert Mailbox.objects.get().stopped_at is None
        mailbox = actions.report("soft", ZOE, key="s3", said="452 full")
        assert mailbox.stopped_at and mailbox.why == "Mail came back: 452 full"

    def test_at_once_after_a_complaint(self):
        assert actions.report("complaint", ZOE, key="c").why == "A mail of ours was marked as unwanted."

    def test_the_address_is_one_however_it_is_written(self):
        actions.report("hard", "Zoe@Nordic.Example", key="1")
        actions.report("hard", ZOE, key="2")
        assert Mailbox.objects.get().stopped_at

    def test_each_good_delivery_takes_a_tenth_off(self, django_assert_num_queries):
        actions.report("soft", ZOE, key="1")
        with django_assert_num_queries(1):
            note_arrived(["other@nordic.example", "ZOE@nordic.example"])
        assert score() == 9
        for _ in range(12):
            note_arrived([ZOE])
        assert score() == 0

    def test_what_has_stopped_does_not_begin_again_by_itself(self):
        actions.report("complaint", ZOE, key="c")
        note_arrived([ZOE])
        assert score() == 40

    def test_nothing_is_sent_there_and_the_reason_stands_with_the_mail(self, run_tasks, settings, mailoutbox):
        member = factories.member(email=ZOE)
        settings.DISPATCHES = {"hello": "tests.portal.postoffice.returned.test_reporting.hello"}
        actions.report("complaint", ZOE, key="c")
        with run_tasks():
            dispatch = actions.post("hello", member, to=member)
        dispatch.refresh_from_db()
        assert (dispatch.state, mailoutbox) == ("skipped", [])
        assert "came back" in dispatch.reason

    def test_what_is_sent_takes_a_tenth_off(self, run_tasks, settings, mailoutbox):
        member = factories.member(email=ZOE)
        settings.DISPATCHES = {"hello": "tests.portal.postoffice.returned.test_reporting.hello"}
        actions.report("soft", ZOE, key="1")
        with run_tasks():
            actions.post("hello", member, to=member)
        assert (len(mailoutbox), score()) == (1, 9)


def hello(dispatch):
    from django.core.mail import EmailMultiAlternatives  # noqa: PLC0415

    return EmailMultiAlternatives("Hello", "Hello.", to=[dispatch.recipient.email])


class TestWhatTheMailServerRefusesAtOnce:
    """It is asked over a real line: the sink says no to the address."""

    @pytest.fixture
    def refused(self, run_tasks, settings):
        settings.DISPATCHES = {"hello": "tests.portal.postoffice.returned.test_reporting.hello"}
        member = factories.member(email=ZOE)

        def send(answer):
            class Handler:
                async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
                    return answer

            with socket.socket() as one:
                one.bind(("127.0.0.1", 0))
                settings.EMAIL_HOST, settings.EMAIL_PORT = one.getsockname()
            settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
            sink = Controller(Handler(), hostname=settings.EMAIL_HOST, port=settings.EMAIL_PORT)
            sink.start()
            try:
                with run_tasks():
                    dispatch = actions.post("hello", member, to=member)
            finally:
                sink.stop()
            dispatch.refresh_from_db()
            return dispatch

        return send

    def test_for_good_counts_two_for_an_address_that_is_none(self, refused):
        dispatch = refused("550 5.1.1 No such user")
        assert (dispatch.state, score(), Report.objects.get().kind) == ("failed", 20, "hard")
        assert "No such user" in Report.objects.get().said

    def test_for_good_counts_one_where_it_says_nothing_against_the_address(self, refused):
        assert refused("554 5.7.1 Not from you").state == "failed"
        assert score() == 10

    def test_for_now_counts_nothing_yet(self, refused):
        assert refused("451 4.7.1 Try again later").state == "planned"
        assert score() is None


class TestWhoSaysThatItWorksAgain:
    @pytest.fixture
    def mailbox(self):
        return actions.report("complaint", ZOE, key="c")

    def test_its_owner_on_the_site(self, client, mailbox):
        client.force_login(factories.member(email="Zoe@nordic.example"))
        home = client.get(reverse("home")).content.decode()
        assert "Mail to your address came back" in home and reverse("mail_address") in home
        page = client.get(reverse("mail_address")).content.decode()
        assert "marked as unwanted" in page and "It works again" in page
        answer = client.post(reverse("mail_address"), follow=True).content.decode()
        assert "Mail goes to zoe@nordic.example again" in answer
        assert "Mail to your address came back" not in client.get(reverse("home")).content.decode()
        mailbox.refresh_from_db()
        assert (mailbox.score, mailbox.stopped_at, mailbox.why) == (0, None, "")

    def test_another_member_neither_sees_nor_lifts_it(self, client, mailbox):
        other = factories.member()
        client.force_login(other)
        assert "came back" not in client.get(reverse("home")).content.decode()
        client.post(reverse("mail_address"))
        with pytest.raises(PermissionDenied):
            actions.work_again(mailbox, by=other)
        mailbox.refresh_from_db()
        assert mailbox.stopped_at

    def test_the_secretariat_in_the_administration(self, client, mailbox):
        client.force_login(factories.staff())
        address = reverse("admin:postoffice_mailbox_changelist")
        assert ZOE in client.get(address).content.decode()
        page = client.get(reverse("admin:postoffice_mailbox_change", args=[mailbox.pk])).content.decode()
        assert "Marked as unwanted by its reader" in page
        client.post(address, {"action": "work_again", "_selected_action": [mailbox.pk]})
        mailbox.refresh_from_db()
        assert mailbox.stopped_at is None
