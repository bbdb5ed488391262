"""Two of the secretariat who keep organisations at the same moment."""

import time

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from members import actions
from members.models import EmailDomain, Organisation
from tests import factories
from tests.workstreams.discussion.test_concurrency import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def with_one_that_is_slow(act, first, second):
    """Both act on a connection of their own; the first has acted, and not ended, when the second begins."""

    def slowly():
        with transaction.atomic():
            done = act(*first)
            time.sleep(0.6)
            return done

    def meanwhile():
        time.sleep(0.3)
        return act(*second)

    return at_once(slowly, meanwhile)


def test_one_name_entered_twice_is_one_organisation_and_a_sentence():
    staff, sector = factories.staff(), factories.sector()

    def enter(name):
        return actions.enter_organisation(by=staff, name=name, sector=sector)

    entered, refused = with_one_that_is_slow(enter, ["Foo"], ["FOO"])
    assert refused.message_dict == {"name": ["An organisation of this name is here already."]}
    assert Organisation.objects.get() == entered


def test_one_name_given_to_two_is_one_s():
    staff = factories.staff()
    bar, baz = factories.organisation("Bar"), factories.organisation("Baz")

    def rename(one):
        return actions.change_organisation(one, by=staff, name="Foo", sector=one.sector, country="", website="")

    renamed, refused = with_one_that_is_slow(rename, [bar], [baz])
    assert isinstance(refused, ValidationError)
    assert renamed.name == "Foo"
    baz.refresh_from_db()
    assert baz.name == "Baz"
    assert not baz.former_names.exists()


def test_one_domain_given_to_two_is_one_s():
    staff = factories.staff()
    bar, baz = factories.organisation("Bar"), factories.organisation("Baz")

    def add(one):
        return actions.add_domain(one, by=staff, domain="foo.example")

    added, refused = with_one_that_is_slow(add, [bar], [baz])
    assert refused.messages == ["foo.example belongs to an organisation already."]
    assert EmailDomain.objects.get() == added
