"""Our side of django-allauth: who may sign up, where people land, and how its mails look."""

from allauth.account.adapter import DefaultAccountAdapter
from django.shortcuts import resolve_url
from django.utils import timezone

from members import actions
from members.models import RulesVersion
from portal import mail
from portal.context import alliance


class AccountAdapter(DefaultAccountAdapter):
    """Accounts of the alliance: an account comes with an application, and mails come in the alliance's frame."""

    def is_open_for_signup(self, request):
        """Nobody can join before there are rules to accept."""
        return RulesVersion.objects.visible_to(request.user).in_force(timezone.now()) is not None

    def save_user(self, request, user, form, commit=True):
        """Make the account and the application that comes with it. Called inside the form's transaction."""
        data = form.cleaned_data
        user.name, user.country, user.time_zone = data["name"], data["country"], data["time_zone"]
        user = super().save_user(request, user, form, commit=commit)
        actions.apply_for_membership(
            user,
            by=user,
            sector=data["sector"],
            organisation_name=data["organisation_name"],
            statement=data["statement"],
            country=data["country"],
        )
        return user

    def confirm_email(self, request, email_address):
        """Mark the address as confirmed. Where it shows for whom an applicant speaks, they are admitted with it."""
        confirmed = super().confirm_email(request, email_address)
        if confirmed:
            self._admit(email_address.user)
        return confirmed

    def post_login(self, request, user, **kwargs):
        """Whoever confirmed an address by setting a new password is admitted when they come in."""
        self._admit(user)
        return super().post_login(request, user, **kwargs)

    @staticmethod
    def _admit(user):
        if getattr(user, "membership", None):
            user.membership = actions.admit_by_domain(user.membership, by=user) or user.membership

    def get_signup_redirect_url(self, request):
        return resolve_url("application")

    def get_login_redirect_url(self, request):
        """Members land on their first page, everybody else where their application stands."""
        user = request.user
        if user.is_staff or user.is_active_member:
            return resolve_url("/")
        return resolve_url("application")

    def render_mail(self, template_prefix, email, context, headers=None):
        """A message in the alliance's frame: rules on the elements, a Message-ID of our domain, marked as sent by
        a machine."""
        ours = {"Message-ID": mail.message_id(), "Auto-Submitted": "auto-generated"}
        message = super().render_mail(
            template_prefix, email, {"alliance": alliance(), **context}, headers=ours | (headers or {})
        )
        message.alternatives = [
            type(part)(mail.inline(part[0]), part[1]) if part[1] == "text/html" else part
            for part in getattr(message, "alternatives", [])
        ]
        return message
