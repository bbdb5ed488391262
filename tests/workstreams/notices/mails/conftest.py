"""A group with a thread, answers in it, and the rounds of the clock that turn notices into mails."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.postoffice.actions import hand_out
from tests import factories as make
from workstreams.discussion.models import Mention
from workstreams.notices import actions

OUTBOX = "workstreams.notices.delivery.OUTBOX"


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = "https://alliance.example"
    settings.DEFAULT_FROM_EMAIL = "The Alliance <portal@alliance.example>"
    settings.NOTICE_MAIL_MINUTES = 10


@pytest.fixture
def group():
    return make.group("Evaluation")


@pytest.fixture
def thread(group, run_tasks):
    with run_tasks():
        return make.thread(group, make.participant(group, "Olga Opens"), title="Who may see weights?")


@pytest.fixture
def me(thread):
    """Whoever opened the thread: each answer to it tells them."""
    return thread.author


@pytest.fixture
def answer(thread, run_tasks):
    """Answers the thread, or another post, as somebody new; `to` mentions members. Returns the post."""

    def say(*, by=None, parent=None, body="An answer.", to=(), thread=thread):
        with run_tasks():
            post = make.reply(thread, by=by or make.participant(thread.group, "Noor Answers"), parent=parent, body=body)
            Mention.objects.bulk_create(Mention(post=post, member=member) for member in to)
        return post

    return say


@pytest.fixture
def send(run_tasks, mailoutbox):
    """The clock's rounds now and in `minutes`: what is planned, and what goes by then. Returns the mails that went."""

    def rounds(*, minutes=11):
        before = len(mailoutbox)
        actions.plan_mails()
        with run_tasks():
            hand_out(OUTBOX, now=timezone.now() + timedelta(minutes=minutes))
        return mailoutbox[before:]

    return rounds
