"""What others do in the moment in which somebody signs up."""

import threading

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from members.models import Member, Membership, Organisation, RulesVersion
from tests import factories
from tests.members.signing_up import URL, errors, everything

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_left_over")]


def just_before_the_account_is_stored(do):
    """Something that others do in the moment between our check and our writing."""
    done = []

    def wrapper(execute, sql, params, many, context):
        if sql.startswith('INSERT INTO "members_member"') and not done:
            done.append(True)
            do()
        return execute(sql, params, many, context)

    return connection.execute_wrapper(wrapper)


def test_what_changed_in_the_last_moment_is_told_and_nothing_is_stored(client):
    factories.organisation("Andes Digital Rights", "private", approved_at=None)
    with just_before_the_account_is_stored(lambda: Organisation.objects.update(approved_at=timezone.now())):
        response = client.post(URL, everything())
    assert response.status_code == 422
    assert response.context["page"] == 2
    assert "Private" in errors(response)["organisation_name"][0]
    assert not Member.objects.exists()
    assert not EmailAddress.objects.exists()


def elsewhere(do):
    """Done in a connection of its own, as another visitor's request would."""

    def run():
        try:
            do()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


@pytest.mark.django_db(transaction=True)
def test_the_same_address_twice_in_one_moment_makes_one_account(client, mailoutbox):
    RulesVersion.objects.get_or_create(version="1.0", defaults={"body": "Rules."})
    data = everything()

    def first():
        factories.member("Ana, first", email="ana@example.org", state="")

    with just_before_the_account_is_stored(lambda: elsewhere(first)):
        response = client.post(URL, data)
    assert response.status_code == 302
    assert response["Location"] == reverse("account_email_verification_sent")
    assert Member.objects.get().name == "Ana, first"
    assert not Membership.objects.exists()
    assert "already has an account" in " ".join(mailoutbox[0].body.split())
