"""Our side of django-allauth: who may sign up, where people land, and how its mails look."""

import contextlib
import logging
import smtplib

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import valid_email_or_none
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.shortcuts import resolve_url
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage

from members import actions, keeping
from members.domains import ascii_domain, clean_address, domain_of
from members.models import RulesVersion
from portal import mail
from portal.context import alliance

log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """Accounts of the alliance: an account comes with an application, and mails come in the alliance's frame."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed."),
        "cannot_remove_primary_email": _("We write to this address. Choose another one for that before you remove it."),
        "duplicate_email": _("This address is yours already."),
        "email_password_mismatch": _(
            "Address and password do not belong together. Look at both, or have a code sent to you."
        ),
        "email_taken": _("Somebody has an account with this address. Enter another one."),
        "enter_current_password": _("This is not the password that you have now."),
        "incorrect_code": _("This is not the code from the newest mail. Look there once more."),
        "incorrect_password": _("This is not your password. Type it anew."),
        "invalid_or_expired_key": _("This link no longer works."),
        "invalid_password_reset": _("This link no longer works. Ask for a new one."),
        "max_email_addresses": _("You can have %d addresses here. Remove one first."),
        "rate_limited": _("That was too often in a short time. Wait a little."),
        "same_as_current": _("This is what it is already."),
        "too_many_login_attempts": _("That was wrong too often. Wait a few minutes, or set a new password."),
        "unverified_primary_email": _("Confirm the address first. Then we write to it."),
    }

    def is_open_for_signup(self, request):
        """Nobody can join before there are rules to accept."""
        return RulesVersion.objects.visible_to(request.user).in_force(timezone.now()) is not None

    def clean_email(self, email):
        """One mailbox has one address here, however it could be written."""
        return clean_address(super().clean_email(email))

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
        """Mark the address as confirmed. Where it shows for whom an applicant speaks, they are admitted with it; where
        it does not, the secretariat learns with the first one that they wait. Nothing is confirmed of an account that
        was closed since."""
        if not email_address.user.is_active:
            return False
        confirmed = super().confirm_email(request, email_address)
        if confirmed:
            user = email_address.user
            self._admit(user)
            if getattr(user, "membership", None) and user.emailaddress_set.filter(verified=True).count() == 1:
                actions.announce_application(user.membership, by=user)
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
        """A message like every other of the portal: its frame and its headers, as text and as HTML, in the language of
        whoever is known to read it; else in that of the page where it was asked for."""
        reader = context.get("user") or context["request"].user
        with mail.written_for(reader) if reader.is_authenticated else contextlib.nullcontext():
            subject = render_to_string(f"{template_prefix}_subject.txt", context)
            return mail.framed(f"{template_prefix}_message", email, subject, context, headers=headers)

    def send_mail(self, template_prefix, email, context):
        """Send at once what holds a secret that may not be kept. Raises MailAway where the mail server does not take
        it: for a known address and an unknown one alike, for each gets a mail."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, smtplib.SMTPException) as problem:
            log.error("The mail server did not take %s: %s", template_prefix, type(problem).__name__)
            raise mail.MailAway from problem

    def send_notification_mail(self, *args, **kwargs):
        """Tell somebody what was changed about their account. It is done already, and stays so without the mail."""
        with contextlib.suppress(mail.MailAway):
            super().send_notification_mail(*args, **kwargs)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors: what they are called in an app, their secrets kept under lock, the picture drawn in the page."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This is not the code of this moment. Wait for the next one, and enter that."),
        "unverified_email": _("Confirm your e-mail address first. Then you can set up a second factor."),
        "add_email_blocked": _("Confirm the address that you have first."),
        "cannot_generate_recovery_codes": _("Set up an app or a passkey first. The codes stand in for it."),
    }

    def encrypt(self, text):
        return keeping.lock(text)

    def decrypt(self, encrypted_text):
        return keeping.unlock(encrypted_text)

    def build_totp_svg(self, url):
        """The QR code as an element of the page: the policy allows no picture that is written into an address."""
        picture = qrcode.make(url, image_factory=SvgPathFillImage, border=2)
        return mark_safe(picture.to_string(encoding="unicode"))  # noqa: S308  drawn by the library

    def generate_authenticator_name(self, user, type):
        count = user.authenticator_set.filter(type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": count}

    def _get_site_name(self):
        return alliance()["name"]


class OrganisationLoginAdapter(DefaultSocialAccountAdapter):
    """Signing in through an organisation's identity provider: what is believed of what it says.

    Whoever runs a provider can write any address into its answers. So an address counts as confirmed, and finds the
    member who has it, only where the provider says that it has checked it *and* the portal's configuration trusts the
    provider with that ("trusted_email": with every address, or with those at the domains listed). Else a new person
    gets a code, and a member connects the provider themselves, signed in.
    """

    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "disconnect_last": _("This is your only way to sign in. Set a password first."),
        "no_password": _("This is your only way to sign in. Set a password first."),
        "no_verified_email": _("Confirm an e-mail address first."),
        "connected_other": _("This sign-in belongs to another account here."),
    }

    def populate_user(self, request, sociallogin, data):
        user = sociallogin.user
        user.email = valid_email_or_none(data.get("email")) or ""
        user.name = data.get("name") or " ".join(filter(None, [data.get("first_name"), data.get("last_name")]))
        return user

    def list_apps(self, request, provider=None, client_id=None):
        """Those that are configured. None has a name with NUL in it, which the database could not even be asked for."""
        if "\x00" in (provider or ""):
            return []
        return super().list_apps(request, provider=provider, client_id=client_id)

    def can_authenticate_by_email(self, login, email):
        return self._is_trusted(login, email)

    def pre_social_login(self, request, sociallogin):
        for address in sociallogin.email_addresses:
            address.verified = address.verified and self._is_trusted(sociallogin, address.email)

    @staticmethod
    def _is_trusted(sociallogin, email):
        trusted = sociallogin.provider.app.settings.get("trusted_email")
        return trusted is True or domain_of(email) in {ascii_domain(domain) for domain in trusted or ()}
