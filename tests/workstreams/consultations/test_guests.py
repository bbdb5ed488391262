"""Comments of those who have no account."""

import re
from datetime import timedelta

import pytest
import redis
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from workstreams.consultations import actions
from workstreams.consultations.guests import Guest
from workstreams.consultations.models import Comment
from workstreams.consultations.tokens import token_of
from workstreams.recommendations.models import Recommendation

pytestmark = pytest.mark.django_db

TYPED = {"body": "Ninety days.", "name": "Gast Gastsdottir", "email": "gast@example.org", "sector": "", "website": ""}


@pytest.fixture
def revision(public_consultation):
    return public_consultation.revision


@pytest.fixture
def clause_page(revision):
    document = revision.recommendation
    clause = revision.texts.get(number="2").clause_id
    return reverse("clause_comments", args=[document.place, document.pk, revision.number, clause])


def test_a_guest_comments_confirms_and_is_told_what_became_of_it(client, clause_page, lead, run_tasks):
    assert "Your e-mail address" in client.get(clause_page).content.decode()
    with run_tasks():
        assert client.post(clause_page, TYPED).url == reverse("comment_sent")
    said = Comment.objects.get()
    assert said.confirmed_at is None and not Comment.objects.open().exists()
    assert client.get(said.get_absolute_url()).status_code == 404
    letter = mail.outbox[-1]
    assert letter.to == ["gast@example.org"]
    whole = letter.body + letter.alternatives[0].content
    assert "Ninety days." not in whole and "Gastsdottir" not in whole, "nobody sends their words to others through us"
    link = re.search(r"/comments/confirm/\S+", letter.body)[0]
    assert "Ninety days." in client.get(link).content.decode()
    assert not Comment.objects.open().exists(), "a scanner that follows links confirms nothing"
    assert client.post(link).url == said.get_absolute_url()
    shown = client.get(said.get_absolute_url()).content.decode()
    assert "Gast Gastsdottir" in shown and "gast@example.org" not in shown
    client.post(link)
    said.refresh_from_db()
    with run_tasks():
        actions.dispose(said, by=lead, outcome="not_accepted", reason="The law says thirty.")
    assert mail.outbox[-1].to == ["gast@example.org"] and "The law says thirty." in mail.outbox[-1].body


def test_a_robot_is_thanked_and_nothing_is_kept(client, clause_page):
    assert client.post(clause_page, {**TYPED, "website": "https://example.org"}).url == reverse("comment_sent")
    assert not Comment.objects.exists()


def test_a_guest_gives_a_name_and_an_address(client, clause_page):
    answer = client.post(clause_page, {**TYPED, "name": "", "email": "nowhere"})
    assert answer.status_code == 422 and "Ninety days." in answer.content.decode()
    answer = client.post(clause_page, {**TYPED, "email": "nowhere"})
    assert answer.status_code == 422 and "name@example.org" in answer.content.decode()
    assert not Comment.objects.exists()


def test_too_many_from_one_network_wait(client, clause_page, settings):
    settings.RATES_ENFORCED = True
    answers = [client.post(clause_page, {**TYPED, "email": f"gast{number}@example.org"}) for number in range(11)]
    assert [one.status_code for one in answers] == [302] * 10 + [422]
    assert answers[-1]["Retry-After"]


def test_what_is_counted_keeps_no_address_in_the_cache(client, clause_page, settings):
    settings.RATES_ENFORCED = True
    client.post(clause_page, TYPED)
    counted = list(redis.Redis.from_url(settings.CACHES["default"]["LOCATION"]).scan_iter())
    assert any(b"guest_comments_to" in key for key in counted)
    assert not any(b"gast@" in key for key in counted)


def test_guests_comment_in_public_consultations_only(client, document, lead):
    actions.open_consultation(document, by=lead, audience="members")
    revision = document.revisions.get()
    with pytest.raises(PermissionDenied):
        actions.comment_as_guest(revision, by=Guest("Gast", "gast@example.org"), body="Hello.")
    clause_page = reverse("revision_comments", args=[document.place, document.pk, 1])
    assert client.post(clause_page, TYPED).status_code == 403


def test_a_link_that_we_did_not_sign_opens_nothing(client):
    assert client.get(reverse("comment_confirm", args=["812:abc:def"])).status_code == 404


def test_a_comment_that_is_confirmed_too_late_does_not_count(client, revision):
    said = actions.comment_as_guest(revision, by=Guest("Gast", "gast@example.org"), body="Hello.")
    Recommendation.objects.update(step="consensus_call", step_ends_at=None)
    answer = client.post(reverse("comment_confirm", args=[token_of(said)]))
    assert answer.status_code == 422 and "takes no comments any more" in answer.content.decode()
    with pytest.raises(IntegrityError, match="no comments are taken"), transaction.atomic():
        Comment.objects.filter(pk=said.pk).update(confirmed_at=timezone.now())


def test_the_database_takes_no_comment_when_the_text_has_gone_on(revision, lead):
    Recommendation.objects.update(step="adopted", step_ends_at=None)
    with pytest.raises(IntegrityError, match="no comments are taken"), transaction.atomic():
        Comment.objects.create(
            revision=revision, author=lead, body="Late.", body_html="Late.", confirmed_at=timezone.now()
        )


def test_what_nobody_confirmed_is_taken_away_after_a_week(revision, lead):
    waiting = actions.comment_as_guest(revision, by=Guest("Gast", "gast@example.org"), body="Hello.")
    kept = actions.comment(revision, by=lead, body="Here.")
    assert actions.forget_unconfirmed() == 0
    assert actions.forget_unconfirmed(now=timezone.now() + timedelta(days=8)) == 1
    assert list(Comment.objects.all()) == [kept] and waiting.pk != kept.pk


def test_members_are_not_guests(client, clause_page):
    client.force_login(make.member("Ines Sala"))
    assert "Your e-mail address" not in client.get(clause_page).content.decode()
