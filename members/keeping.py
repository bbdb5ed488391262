"""Keeping secrets in the database so that a copy of the database alone does not give them away."""

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def lock(text):
    """The text under SECRET_KEY."""
    return _box().encrypt(text.encode()).decode()


def unlock(locked):
    """What `lock` was given, under SECRET_KEY or one of SECRET_KEY_FALLBACKS. Raises InvalidToken otherwise."""
    return _box().decrypt(locked.encode()).decode()


def _box():
    return MultiFernet([_key(secret) for secret in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]])


def _key(secret):
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"members.keeping " + secret.encode()).digest()))
