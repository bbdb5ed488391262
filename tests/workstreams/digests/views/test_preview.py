"""One's next digest, as it stands now."""

import pytest
from django.urls import reverse

from tests import factories
from workstreams.digests.models import Digest, Subscription
from workstreams.moderation import actions as moderation

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client, reader):
    client.force_login(reader)
    return client


def page(client):
    response = client.get(reverse("digest_preview"))
    assert response.status_code == 200
    return response.content.decode()


def mail(client):
    return client.get(reverse("digest_preview_mail"))


def test_it_is_what_would_be_sent_now_and_nothing_is(signed_in, group, mailoutbox):
    factories.thread(group, title="Who decides?", body="Let us say who decides.")
    assert "its subject would be" in page(signed_in)
    html = mail(signed_in).content.decode()
    assert "Who decides?" in html and "Let us say who decides." in html
    assert not Digest.objects.exists() and not mailoutbox


def test_it_says_why_nothing_would_come(signed_in, group):
    assert "no mail would be sent: Nothing new." in page(signed_in)
    assert mail(signed_in).status_code == 404


def test_it_holds_to_what_was_chosen_for_a_group(signed_in, reader, group):
    factories.thread(group, title="Who decides?")
    reader.digest_subscription.groups.create(group=group, frequency="never")
    assert "Nothing new." in page(signed_in)


def test_who_wants_none_reads_where_to_choose(signed_in):
    Subscription.objects.update(frequency="never", cadence="never", next_due_at=None)
    assert "No digest is due for you." in page(signed_in)
    Subscription.objects.all().delete()
    assert "No digest is due for you." in page(signed_in)
    assert mail(signed_in).status_code == 404


def test_the_mail_stands_in_a_frame_of_ours_and_may_load_nothing(signed_in, group):
    factories.thread(group)
    response = mail(signed_in)
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'self'" in policy and "sandbox" in policy
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "no-cache" in response["Cache-Control"]
    assert '<base target="_top">' in response.content.decode()


def test_hidden_words_are_in_no_preview(signed_in, group):
    thread = factories.thread(group, body="Something rude.")
    factories.thread(group, body="Something kind.")
    moderation.hide(factories.root(thread), by=factories.lead(group), reason="Rude.")
    html = mail(signed_in).content.decode()
    assert "Something kind." in html and "Something rude." not in html
