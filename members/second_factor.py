"""Whether a person has proved, beside a password or a mail, that it is them.

Whoever decides about others does so with a second factor: an app that makes codes, or a passkey. This is the one place
that says whether somebody has one; `members.permissions.is_secretariat` and `groups.permissions.can_lead` ask it where
an office is all that is missing, so an office without a second factor gives nothing: neither acts nor what only the
office may read.
"""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, OuterRef

#: Recovery codes alone are none: they stand in for one of these.
TYPES = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def annotated(members):
    """Members with what `has_second_factor` asks, so that it costs no query of its own."""
    return members.annotate(known_second_factor=Exists(proofs_of(OuterRef("pk"))))


def know_of(members):
    """Note on each of these members what `has_second_factor` asks. One query, or none where all are known."""
    unknown = [member for member in members if not hasattr(member, "known_second_factor")]
    if unknown:
        known = set(Authenticator.objects.filter(user__in=unknown, type__in=TYPES).values_list("user", flat=True))
        for member in unknown:
            member.known_second_factor = member.pk in known


def proofs_of(member):
    """What a member, or the one of an outer query, has set up as a second factor."""
    return Authenticator.objects.filter(user=member, type__in=TYPES)


def has_second_factor(user):
    """Whether this user may use an office that they hold. Always, where SECOND_FACTOR_REQUIRED is off.

    Ask it last: a "no" is noted on the user, and members.middleware then leads whoever was refused for it to the page
    where a second factor is set up. One query at most, none for whoever is signed in.
    """
    if not settings.SECOND_FACTOR_REQUIRED:
        return True
    if not hasattr(user, "known_second_factor"):
        user.known_second_factor = Authenticator.objects.filter(user=user.pk, type__in=TYPES).exists()
    if not user.known_second_factor:
        user.was_refused_an_office = True
    return user.known_second_factor


def was_refused_an_office(user):
    """Whether, since this user was fetched, a second factor was all that was missing somewhere."""
    return getattr(user, "was_refused_an_office", False)


def lacks_second_factor(user):
    """Whether this user would need a second factor before they use an office. Notes nothing; False for a visitor."""
    if not settings.SECOND_FACTOR_REQUIRED or not user.is_authenticated:
        return False
    refused = was_refused_an_office(user)
    lacks = not has_second_factor(user)
    user.was_refused_an_office = refused
    return lacks
