"""Passwords in tests are hashed quickly: most tests make people, and none guards them."""

import pytest
from django.test import override_settings


@pytest.fixture(autouse=True, scope="session")
def quick_passwords():
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield
