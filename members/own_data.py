"""What is kept about one member, section by section, as their download tells it.

Each app tells its own part: settings.OWN_DATA names a function of the member that yields sections. A section holds
what the member said or did, what was decided about them and why, and what the portal noted. It never holds another
person's words, and names nobody else: an answer says "in reply to #812".
"""

from collections.abc import Iterable
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from members.models import AffiliationChange, Invitation, Membership, Profile, Suspension

# Rises whenever a key of data.json is renamed or means something else (docs/own-data.md).
SCHEMA = 1


@dataclass(frozen=True)
class Section:
    """One part of a download. `rows` are dicts, read once; `labels` say each key in words; `count` is how many rows
    to expect. `files` are pairs, read once: the place of a file in the archive, and what opens it for reading."""

    key: str
    title: str
    labels: dict
    rows: Iterable
    count: int
    files: Iterable = ()


def everything(member):
    """Every section of every app, in the order of settings.OWN_DATA."""
    return [section for name in settings.OWN_DATA for section in import_string(name)(member)]


def of_queryset(key, title, labels, queryset, row, *, file=None):
    """A section with one row for each of a queryset, read in portions: memory stays flat however many there are.
    `file` gives the pair for `Section.files` of each."""
    rows = (row(one) for one in queryset.iterator(chunk_size=500))
    files = (file(one) for one in queryset.iterator(chunk_size=500)) if file else ()
    return Section(key, title, labels, rows, queryset.count(), files)


def sections(member):
    """The account, and how the member stands to the alliance."""
    yield Section("account", _("Your account"), _account_labels(), [_account(member)], 1)
    yield of_queryset(
        "email_addresses",
        _("E-mail addresses"),
        {"address": _("Address"), "confirmed": _("Confirmed"), "primary": _("For signing in")},
        EmailAddress.objects.filter(user=member).order_by("pk"),
        lambda one: {"address": one.email, "confirmed": one.verified, "primary": one.primary},
    )
    yield of_queryset(
        "sessions",
        _("Where you are signed in"),
        {"began": _("Since"), "last_seen": _("Last seen"), "ip_address": _("IP address"), "browser": _("Browser")},
        UserSession.objects.filter(user=member).order_by("pk"),
        lambda one: {
            "began": one.created_at,
            "last_seen": one.last_seen_at,
            "ip_address": one.ip,
            "browser": one.user_agent,
        },
    )
    yield of_queryset(
        "second_factors",
        _("Second factors"),
        {"kind": _("Kind"), "added": _("Added"), "last_used": _("Last used")},
        Authenticator.objects.filter(user=member).order_by("pk"),
        lambda one: {"kind": one.type, "added": one.created_at, "last_used": one.last_used_at},
    )
    yield of_queryset(
        "organisation_logins",
        _("Logins of an organisation that sign you in"),
        {
            "provider": _("Organisation"),
            "number": _("Your number there"),
            "added": _("Added"),
            "last_used": _("Last used"),
        },
        SocialAccount.objects.filter(user=member).order_by("pk"),
        lambda one: {
            "provider": one.provider,
            "number": one.uid,
            "added": one.date_joined,
            "last_used": one.last_login,
            "told_by_it": one.extra_data,
        },
    )
    yield from _standing(member)
    yield from _invitations(member)
    # What was changed is somebody else's: that one changed it, and when, is one's own.
    yield of_queryset(
        "administration",
        _("What you did in the administration"),
        {"kind": _("What it was"), "number": _("Its number"), "done_at": _("Done")},
        LogEntry.objects.filter(user=member).select_related("content_type").order_by("pk"),
        lambda one: {
            "kind": one.content_type and one.content_type.model,
            "number": one.object_id,
            "done_at": one.action_time,
        },
    )
    yield of_queryset(
        "downloads",
        _("Downloads that you asked for"),
        {"asked_at": _("Asked for"), "state": _("State"), "expires_at": _("Expires")},
        member.data_exports.order_by("pk"),
        lambda one: {"asked_at": one.requested_at, "state": one.state, "expires_at": one.expires_at},
    )


def _account_labels():
    return {
        "name": _("Name"),
        "former_names": _("Former names"),
        "handle": _("Handle"),
        "former_handles": _("Former handles"),
        "email": _("E-mail address"),
        "country": _("Country"),
        "time_zone": _("Time zone"),
        "mail_language": _("Language of mails"),
        "address_in_archive": _("Address in the archive"),
        "made_at": _("Account made"),
        "last_sign_in": _("Last signed in"),
        "works_for_secretariat": _("Works for the secretariat"),
    }


def _account(member):
    return {
        "name": member.name,
        "former_names": ", ".join(member.former_names),
        "handle": member.handle,
        "former_handles": ", ".join(member.former_handles),
        "email": member.email,
        "country": member.country.code,
        "time_zone": member.time_zone,
        "mail_language": member.mail_language,
        "address_in_archive": member.imported_address,
        "made_at": member.date_joined,
        "last_sign_in": member.last_login,
        "works_for_secretariat": member.is_staff,
    }


def _standing(member):
    yield of_queryset(
        "profile",
        _("Your profile"),
        {
            "about": _("About you"),
            "languages": _("Languages"),
            "region": _("Region"),
            "expertise": _("Expertise"),
            "audience": _("Who may read this"),
            "email_audience": _("Who may see your e-mail address"),
        },
        Profile.objects.filter(member=member),
        lambda one: {
            "about": one.about,
            "languages": one.languages,
            "region": one.region,
            "expertise": list(one.expertise.values_list("name", flat=True)),
            "audience": one.audience,
            "email_audience": one.email_audience,
        },
    )
    yield of_queryset(
        "affiliations",
        _("Sectors and organisations"),
        {
            "sector": _("Sector"),
            "organisation": _("Organisation"),
            "capacity": _("Capacity"),
            "from": _("From"),
            "to": _("To"),
        },
        member.affiliations.select_related("sector", "organisation").order_by("starts_at"),
        lambda one: {
            "sector": one.sector.name,
            "organisation": one.organisation and one.organisation.name,
            "capacity": one.capacity,
            "from": one.starts_at,
            "to": one.ends_at,
        },
    )
    yield of_queryset(
        "affiliation_changes",
        _("Changes of affiliation that you asked for"),
        {
            "sector": _("New sector"),
            "organisation": _("New organisation"),
            "note": _("What you wrote"),
            "asked_at": _("Asked"),
            "outcome": _("Outcome"),
            "decided_at": _("Decided"),
            "reason": _("Reason"),
        },
        AffiliationChange.objects.filter(member=member).select_related("sector").order_by("pk"),
        lambda one: {
            "sector": one.sector.name,
            "organisation": one.organisation_name,
            "note": one.note,
            "asked_at": one.asked_at,
            "outcome": one.outcome,
            "decided_at": one.decided_at,
            "reason": one.reason,
        },
    )
    yield of_queryset(
        "membership",
        _("Your membership, and the rules that you accepted"),
        {
            "state": _("State"),
            "statement": _("What you wrote"),
            "applied_at": _("Applied"),
            "decided_at": _("Decided"),
            "admitted_through": _("Admitted through"),
            "reason": _("Reason"),
            "rules_version": _("Version of the rules"),
            "rules_accepted_at": _("Rules accepted"),
            "ended_at": _("Ended"),
        },
        Membership.objects.filter(member=member).select_related("rules"),
        lambda one: {
            "state": one.state,
            "statement": one.statement,
            "applied_at": one.applied_at,
            "decided_at": one.decided_at,
            "admitted_through": one.admitted_through,
            "reason": one.reason,
            "rules_version": one.rules and one.rules.version,
            "rules_accepted_at": one.rules_accepted_at,
            "ended_at": one.ended_at,
        },
    )
    yield of_queryset(
        "suspensions",
        _("Suspensions"),
        {"reason": _("Reason"), "from": _("From"), "until": _("Until"), "lifted_at": _("Lifted")},
        Suspension.objects.filter(membership__member=member).order_by("pk"),
        lambda one: {"reason": one.reason, "from": one.starts_at, "until": one.until, "lifted_at": one.lifted_at},
    )


def _invitations(member):
    # Whom one invited is somebody else's name: the message is one's own.
    yield of_queryset(
        "invitations_made",
        _("Invitations that you made"),
        {
            "message": _("What you wrote"),
            "made_at": _("Made"),
            "expires_at": _("Expires"),
            "accepted_at": _("Accepted"),
            "revoked_at": _("Revoked"),
        },
        Invitation.objects.filter(invited_by=member).order_by("pk"),
        lambda one: {
            "message": one.message,
            "made_at": one.created_at,
            "expires_at": one.expires_at,
            "accepted_at": one.accepted_at,
            "revoked_at": one.revoked_at,
        },
    )
    yield of_queryset(
        "invitations_accepted",
        _("Invitations that you accepted"),
        {"address": _("Address"), "name": _("Name"), "made_at": _("Made"), "accepted_at": _("Accepted")},
        Invitation.objects.filter(accepted_by=member).order_by("pk"),
        lambda one: {
            "address": one.email,
            "name": one.name,
            "made_at": one.created_at,
            "accepted_at": one.accepted_at,
        },
    )
