"""The part of the sign-up form that belongs to an invitation."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from members import actions
from members.actions.invitations import refuse_closed
from members.invitations import find


class Invited(forms.Form):
    """Carries the secret of an invitation through the pages of sign-up, and accepts it with the account.

    `invitation` is the one that was found, None while there is none. One that cannot be accepted any more is said on
    the page and let go: the answers stay, and sent once more they are an application like any other.
    """

    invitation = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["invitation"] = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
        secret = (self.data.get("invitation") if self.is_bound else self.initial.get("invitation")) or ""
        self.invitation = find(secret) if secret else None
        if self.invitation:
            self._lock_address()

    def _lock_address(self):
        email = self.fields["email"]
        typed = self.data.get("email") if self.is_bound else self.initial.get("email")
        if (typed or "").strip().lower() in {"", self.invitation.email}:
            email.widget.attrs["readonly"] = True

    @property
    def carried_invitation(self):
        """The secret to send on with the next page; "" when there is none, or none that can be accepted."""
        if self.invitation is None or self.has_error(forms.ALL_FIELDS, "invitation"):
            return ""
        return self.data.get("invitation") if self.is_bound else self.initial.get("invitation")

    def clean(self):
        data = super().clean()
        if not data.get("invitation"):
            return data
        if self.invitation is None:
            self._let_go(gettext("This invitation is not known. A newer link may have come by mail."))
            return data
        try:
            refuse_closed(self.invitation)
        except ValidationError as problem:
            self._let_go(problem.messages[0])
            return data
        if data.get("email") and data["email"].lower() != self.invitation.email:
            self.add_error(
                "email",
                gettext("The invitation went to %(email)s. Enter that address, or apply without the invitation.")
                % {"email": self.invitation.email},
            )
        return data

    def _let_go(self, why):
        go_on = gettext("Go on without it, and the secretariat decides on your application.")
        self.add_error(None, ValidationError(f"{why} {go_on}", code="invitation"))

    @transaction.atomic
    def save(self, request):
        user = super().save(request)
        if self.invitation:
            actions.accept_invitation_at_signup(self.cleaned_data["invitation"], by=user)
        return user
