"""The mail as it arrives: what it is called, what it says in both parts, and how it is answered and stopped."""

import html
import re

import pytest
from django.urls import reverse

from members.actions.happenings import happened
from tests import factories as make
from workstreams.groups import actions as groups
from workstreams.notices.models import Mailing

pytestmark = pytest.mark.django_db


def words(mail):
    markup = re.sub(r"<(style|title)>.*?</\1>", "", mail.alternatives[0][0], flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def test_says_who_said_what_where(answer, send, me):
    post = answer(body="First of all.\n\n> A quote.\n\n- Then *the rest*.")
    (mail,) = send()
    assert mail.subject == "Who may see weights? (Evaluation)" and mail.to == [me.email]
    for part in (" ".join(mail.body.split()), words(mail)):
        assert "Noor Answers answered you" in part and "Who may see weights? · Evaluation" in part
        assert "First of all." in part and "– Then the rest." in part
        assert "A quote." not in part
        assert "You get this because it concerns you" in part
    assert f"https://alliance.example{post.get_absolute_url()}" in mail.body
    assert f"https://alliance.example{post.get_absolute_url()}" in mail.alternatives[0][0]


def test_a_second_mail_of_a_thread_stands_with_the_first(answer, send):
    answer()
    (first,) = send()
    answer()
    (second,) = send()
    begin = first.extra_headers["References"]
    assert re.fullmatch(r"<thread-\d+@alliance\.example>", begin)
    assert first.extra_headers["In-Reply-To"] == begin
    assert second.extra_headers["In-Reply-To"] == first.extra_headers["Message-ID"]
    assert second.extra_headers["References"] == f"{begin} {first.extra_headers['Message-ID']}"
    assert second.subject == f"Re: {first.subject}"


def test_is_list_mail_of_its_group_and_stopped_with_one_click(answer, send, group, client):
    answer()
    (mail,) = send()
    headers = mail.message()
    assert headers["List-Id"] == f"Evaluation <{group.slug}.alliance.example>"
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = re.fullmatch(r"<https://alliance\.example(/\S+)>", headers["List-Unsubscribe"])[1]
    assert client.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    answer()
    assert send() == []


def test_is_answered_by_mail_where_mail_is_read_and_its_reader_may_answer(settings, answer, send, me, group):
    settings.INBOUND_ADDRESS = "in@alliance.example"
    outsider = make.member()
    answer(to=[outsider])
    mine, theirs = sorted(send(), key=lambda mail: mail.to != [me.email])
    (address,) = mine.reply_to
    assert re.fullmatch(r"in\+[a-z0-9]{40}@alliance\.example", address)
    assert "Answer this mail" in mine.body and "Answer this mail" in words(mine)
    assert theirs.to == [outsider.email] and theirs.reply_to == []
    assert "An answer to this mail reaches nobody" in " ".join(theirs.body.split())


def test_says_that_nobody_reads_answers_where_nobody_does(answer, send):
    answer()
    (mail,) = send()
    assert mail.reply_to == [] and "An answer to this mail reaches nobody" in " ".join(mail.body.split())


def test_a_summary_has_a_section_for_each_thread_and_an_address_for_each_post(
    settings, answer, send, me, thread, run_tasks
):
    settings.INBOUND_ADDRESS, settings.NOTICE_MAILS_AN_HOUR = "in@alliance.example", 0
    Mailing.objects.create(recipient=me, state="sent", settled_at="2026-01-01T00:00Z", message_id="<x@y>")
    with run_tasks():
        other = make.thread(thread.group, me, title="Another thread")
    answer(body="One.")
    answer(thread=other, body="Two.")
    (mail,) = send(minutes=80)
    assert mail.subject == "2 things concern you in 2 places" and mail.reply_to == []
    for part in (mail.body, words(mail)):
        assert all(said in part for said in ["Who may see weights?", "Another thread", "One.", "Two."])
    assert len(set(re.findall(r"in\+\w{40}@alliance\.example", mail.body))) == 2
    assert len(set(re.findall(r"/notices/mail/mute/\S+/", mail.body))) == 2


def test_a_text_given_back_leads_to_the_drafts(send, me, thread):
    happened("text_given_back", to=me, group=thread.group)
    (mail,) = send()
    assert mail.subject == "Your text for Evaluation is back among your drafts, not posted"
    assert f"https://alliance.example{reverse('drafts')}" in mail.body


def test_long_words_are_cut_and_lead_on(answer, send):
    answer(body="\n\n".join(f"Paragraph {n}. " + "word " * 100 for n in range(40)))
    (mail,) = send()
    assert "Paragraph 0." in mail.body and "Paragraph 39." not in mail.body
    assert "There is more of it on the site." in mail.body and "There is more of it on the site." in words(mail)


def test_names_and_titles_are_text_in_the_html(answer, send, group, run_tasks):
    with run_tasks():
        mine = make.thread(group, make.participant(group, "Mira"), title="<b>Bold</b> & more")
    answer(thread=mine, by=make.participant(group, "<i>Ida</i>"), body="1 < 2")
    (mail,) = send()
    assert "<b>Bold</b>" not in mail.alternatives[0][0] and "<i>Ida</i>" not in mail.alternatives[0][0]
    assert "<b>Bold</b> & more" in mail.body and "1 < 2" in mail.body


def test_a_group_that_was_left_is_answered_by_nobody(settings, answer, send, me, group):
    settings.INBOUND_ADDRESS = "in@alliance.example"
    make.lead(group)
    answer()
    groups.leave_group(group, by=me)
    (mail,) = send()
    assert mail.reply_to == []
