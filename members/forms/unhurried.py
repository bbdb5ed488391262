"""The part of the sign-up form that tells people from machines by how long they look at it."""

import time

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

SALT = "members.signup.opened"


class Unhurried(forms.Form):
    """Is not taken within the first seconds (SIGNUP_SECONDS) after it was opened: nobody reads it as fast.

    A browser that fills everything in by itself does not keep anybody out: the form comes back as it was, and can be
    sent one second later. When it was opened travels with the form, signed.
    """

    @property
    def opened(self):
        """What the page sends back: when the form was opened, signed."""
        sent = self._sent_opening()
        if sent is None:
            sent = time.time()
            if self.is_bound:
                sent = self._again()
        elif self.is_bound and self.has_error(forms.ALL_FIELDS, "haste"):
            sent = min(sent, self._again())
        return signing.dumps(round(sent, 1), salt=SALT)

    def clean(self):
        data = super().clean()
        opened = self._sent_opening()
        if opened is None or time.time() - opened < settings.SIGNUP_SECONDS:
            if settings.SIGNUP_SECONDS:
                self.add_error(
                    None,
                    ValidationError(
                        gettext("That was faster than people read. Everything is kept: press the button once more."),
                        code="haste",
                    ),
                )
        return data

    def _sent_opening(self):
        try:
            return signing.loads((self.data if self.is_bound else self.initial).get("opened") or "", salt=SALT)
        except signing.BadSignature:
            return None

    @staticmethod
    def _again():
        # Whoever reads the answer and presses once more takes longer than the second that is left.
        return time.time() - settings.SIGNUP_SECONDS + 1
