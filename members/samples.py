"""The mails about people, with invented content (see portal.postoffice.samples). Nothing is written."""

from datetime import timedelta
from functools import partial
from types import SimpleNamespace

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from members import emails
from members.models import AffiliationChange, DataExport, Invitation, Member, Membership, Organisation, Suspension
from portal import mail
from portal.postoffice.samples import Sample

SOMEBODY = "ana.quispe@example.org"


def somebody(name="Ana Quispe"):
    """A member who is in no table."""
    member = Member(pk=0, name=name, email=SOMEBODY, time_zone="America/Lima")
    member.affiliation = SimpleNamespace(
        organisation=Organisation(name="Andes Digital Rights"), sector=SimpleNamespace(name=_("Civil society"))
    )
    return member


def mails():
    """Those of membership, then those of accounts."""
    yield from _of_membership()
    yield from _of_accounts()


def _of_membership():
    State, Outcome = Membership.State, AffiliationChange.Outcome
    decided = partial(Membership, pk=0, member=somebody())
    accepted = decided(state=State.ACTIVE, admitted_through="domain")
    declined = decided(state=State.DECLINED, reason=_("We could not find the organisation that you named."))
    said = "email/membership_decided"
    yield Sample(said, _("To an applicant who is admitted"), partial(emails.membership_decided, accepted), "accepted")
    yield Sample(said, _("To an applicant who is declined"), partial(emails.membership_decided, declined), "declined")
    change = partial(AffiliationChange, pk=0, member=somebody())
    confirmed = change(outcome=Outcome.CONFIRMED)
    refused = change(outcome=Outcome.DECLINED, reason=_("Nobody there knows of it yet."))
    said = "email/affiliation_decided"
    yield Sample(
        said, _("A change of organisation is confirmed"), partial(emails.affiliation_decided, confirmed), "yes"
    )
    yield Sample(said, _("A change of organisation is declined"), partial(emails.affiliation_decided, refused), "no")
    now = timezone.now()
    asked = Invitation(
        pk=0,
        email=SOMEBODY,
        message=_("We need your voice."),
        invited_by=Member(pk=0, name="Ines Okoro"),
        created_at=now,
        expires_at=now + timedelta(days=14),
    )
    yield Sample("email/invitation", _("To somebody who is invited"), partial(emails.invitation, asked, "a-secret"))
    suspension = Suspension(
        pk=0,
        membership=decided(state=State.SUSPENDED),
        reason=_("Advertised in three groups after two warnings."),
        starts_at=now,
        until=now + timedelta(days=30),
    )
    yield Sample("email/suspended", _("To a member who is suspended"), partial(emails.suspended, suspension))
    yield Sample("email/reinstated", _("To a member who takes part again"), partial(emails.reinstated, suspension))
    ended = decided(state=State.ENDED, ended_at=now, decided_at=now)
    yield Sample("email/left", _("To somebody who has left"), partial(emails.left, ended))
    export = DataExport(pk=0, member=somebody(), expires_at=now + DataExport.KEPT)
    yield Sample("email/data_export_ready", _("A download is ready"), partial(emails.data_export_ready, export))


def _of_accounts():
    code, link = {"code": "4711QX"}, mail.absolute("/accounts/…/")
    changed = {"timestamp": timezone.now(), "ip": "192.0.2.7", "user_agent": "Firefox 145"}
    for prefix, when, context in [
        ("account/email/email_confirmation_signup", _("A code to join"), code),
        ("account/email/email_confirmation", _("A code to confirm an address"), code),
        ("account/email/login_code", _("A code to sign in"), code),
        ("account/email/account_already_exists", _("Somebody joins anew"), {"password_reset_url": link}),
        ("account/email/unknown_account", _("No account under this address"), {"signup_url": link}),
        ("account/email/password_reset_key", _("A link to set a new password"), {"password_reset_url": link}),
        ("account/email/password_reset", _("A password was set anew"), changed),
        ("account/email/password_changed", _("A password was changed"), changed),
        ("account/email/password_set", _("A first password was set"), changed),
        ("account/email/email_changed", _("The address was changed"), changed),
        ("account/email/email_confirm", _("An address was confirmed"), changed),
        ("account/email/email_deleted", _("An address was removed"), changed),
        ("mfa/email/totp_activated", _("The app that makes codes is set up"), changed),
        ("mfa/email/totp_deactivated", _("The app that makes codes is turned off"), changed),
        ("mfa/email/recovery_codes_generated", _("There are new recovery codes"), changed),
        ("mfa/email/webauthn_added", _("A passkey is added"), changed),
        ("mfa/email/webauthn_removed", _("A passkey is removed"), changed),
        ("socialaccount/email/account_connected", _("A sign-in was added"), changed),
        ("socialaccount/email/account_disconnected", _("A sign-in was removed"), changed),
    ]:
        yield Sample(f"{prefix}_message", when, partial(_of_account, prefix, context))


def _of_account(prefix, context):
    subject = render_to_string(f"{prefix}_subject.txt", {"alliance": mail.alliance(), **context})
    return mail.framed(f"{prefix}_message", SOMEBODY, subject, context)
