"""The three groups that the tests here ask about."""

import pytest
from django.db import transaction

from tests.access.world import VISIBILITIES, World


@pytest.fixture(scope="package")
def worlds(django_db_setup, django_db_blocker, quick_passwords):
    """The three groups with their people, made and signed in once: every request is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield {visibility: World(visibility) for visibility in VISIBILITIES}
        transaction.set_rollback(True)
