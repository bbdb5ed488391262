"""What goes, what does not any more, and why."""

import pytest
from django.utils import timezone

from members import actions as members
from portal.postoffice import delivery as postoffice
from tests import factories as make
from workstreams.discussion import actions as discussion
from workstreams.groups import actions as groups
from workstreams.moderation import actions as moderation
from workstreams.notices import actions
from workstreams.notices.delivery import OUTBOX
from workstreams.notices.models import Mailing, Notice

pytestmark = pytest.mark.django_db

CANARY = "Xylophonkatze"


def settled():
    mailing = Mailing.objects.get()
    return mailing.state, mailing.reason


def test_a_mail_goes_once_however_often_it_is_handed_out(answer, send):
    answer()
    (mail,) = send()
    mailing = Mailing.objects.get()
    assert mailing.state == "sent" and mail.extra_headers["Message-ID"] == mailing.message_id
    postoffice.send(OUTBOX, [mailing.pk])
    assert send() == []


def test_what_the_queue_lost_goes_with_a_later_round(answer, send, me):
    answer()
    actions.plan_mails()
    Mailing.objects.update(queued_at=timezone.now())
    assert send(minutes=5) == []
    assert [mail.to for mail in send(minutes=31)] == [[me.email]]


def test_what_was_read_on_the_site_meanwhile_is_skipped(answer, send, me, thread):
    post = answer()
    actions.plan_mails()
    actions.on_read(me, thread=thread, posts=[post.pk])
    assert send() == []
    assert settled() == ("skipped", "It was read on the site.")


def test_of_two_notices_the_one_that_is_not_read_goes(answer, send, me, thread):
    read, new = answer(body="This is read."), answer(body="This is new.")
    actions.plan_mails()
    actions.on_read(me, thread=thread, posts=[read.pk])
    (mail,) = send()
    assert "This is new." in mail.body and "This is read." not in mail.body
    assert new.get_absolute_url() in mail.body


def hide(post, me):
    moderation.hide(post, by=make.lead(post.thread.group), reason="Rude.")


def withdraw(post, me):
    discussion.withdraw_post(post, by=post.author)


def make_private_and_leave(post, me):
    group = post.thread.group
    make.lead(group)
    type(group).objects.filter(pk=group.pk).update(visibility="private")
    groups.leave_group(group, by=me)


OUT_OF_SIGHT = "What it told of is out of the member's sight."


@pytest.mark.parametrize(
    ("act", "why"),
    [(hide, OUT_OF_SIGHT), (withdraw, "What it told of is gone."), (make_private_and_leave, OUT_OF_SIGHT)],
)
def test_what_went_out_of_sight_is_in_no_mail(answer, send, me, act, why):
    post = answer(body=f"The {CANARY} runs.")
    actions.plan_mails()
    act(post, me)
    assert not any(CANARY in mail.body or me.email in mail.to for mail in send())
    assert settled() == ("skipped", why)


def test_even_a_lead_who_reads_hidden_words_here_gets_them_by_no_mail(send, group, run_tasks, answer):
    lead = make.lead(group)
    with run_tasks():
        own = make.thread(group, lead)
    post = answer(thread=own, body=f"The {CANARY} runs.")
    actions.plan_mails()
    moderation.hide(post, by=make.lead(group), reason="Rude.")
    assert not any(CANARY in str(mail.message()) for mail in send())


def test_what_was_muted_meanwhile_is_skipped(answer, send, me, thread):
    answer()
    actions.plan_mails()
    discussion.follow_thread(thread, by=me, level="muted")
    assert send() == []
    assert settled() == ("skipped", "The member muted it.")


def test_a_choice_for_the_thread_goes_before_that_for_the_group(answer, send, me, thread):
    answer()
    actions.plan_mails()
    discussion.follow_group(thread.group, by=me, level="muted")
    discussion.follow_thread(thread, by=me, level="normal")
    assert len(send()) == 1


def test_what_is_not_wanted_any_more_is_skipped(answer, send, me):
    answer()
    actions.plan_mails()
    actions.choose_mailed(me, by=me, mailed=[])
    assert send() == []
    assert settled() == ("skipped", "The member wants no mail of this kind.")


def test_who_is_suspended_gets_none(answer, send, me):
    answer()
    actions.plan_mails()
    members.suspend(me.membership, by=make.staff(), reason="Threats.")
    assert not any("Who may see weights" in mail.subject for mail in send())
    assert settled() == ("skipped", "The membership is not active.")


def test_an_address_that_is_not_confirmed_gets_none(answer, send, me):
    answer()
    me.emailaddress_set.update(verified=False)
    assert send() == []
    assert settled() == ("skipped", "The e-mail address is not confirmed.")


def test_a_group_that_keeps_its_texts_out_of_mail_is_told_by_title_and_link(answer, send, group):
    type(group).objects.filter(pk=group.pk).update(texts_in_mail=False)
    post = answer(body=f"The {CANARY} runs.")
    (mail,) = send()
    assert CANARY not in str(mail.message()) and CANARY not in mail.alternatives[0][0]
    assert "Who may see weights?" in mail.subject and post.get_absolute_url() in mail.body


def test_composing_costs_the_same_for_one_and_for_thirty(answer, thread, group, django_assert_num_queries):
    people = [make.participant(group) for _ in range(30)]
    answer(to=people)
    actions.plan_mails()
    mailings = list(Mailing.objects.all())
    for some in (mailings[:1], mailings):
        with django_assert_num_queries(3):
            assert len(OUTBOX.compose(some)) == len(some)


def test_nothing_is_left_of_the_mails_of_somebody_who_is_erased(answer, me):
    answer()
    actions.plan_mails()
    members.erase(me, by=make.staff(), reason="They asked.")
    assert not Mailing.objects.exists() and not Notice.objects.filter(recipient=me).exists()
