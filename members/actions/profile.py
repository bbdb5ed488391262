"""What members say about themselves."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.about import clean_about
from members.languages import CODES
from members.models import Member, Profile
from members.permissions import can_change_profile, can_hide_about

#: As many as one can truly say of oneself; the database holds the one for languages, too.
MOST_LANGUAGES = 12
MOST_EXPERTISE = 8
#: Each is looked for in every text when somebody is erased.
MOST_NAMES = 10


@transaction.atomic
def change_profile(member, *, by, name, country, time_zone, mail_language=""):
    """Change what a member says about themselves. Sector and organisation are affiliations, and change elsewhere.
    `mail_language`: a code of settings.LANGUAGES, or "" for the site's own. A former name is kept, for texts name them
    by it still. Raises PermissionDenied for anybody else, ValidationError after many names."""
    member = _own(member, by)
    if name != member.name:
        _rename(member, name)
    member.name, member.country, member.time_zone, member.mail_language = name, country, time_zone, mail_language
    member.save(update_fields=["name", "former_names", "named_at", "country", "time_zone", "mail_language"])
    return member


def _rename(member, name):
    former = list(dict.fromkeys(one for one in [*member.former_names, member.name] if one != name))
    if len(former) > MOST_NAMES:
        raise ValidationError({"name": _("You had %(n)d names before. Write to the secretariat.") % {"n": len(former)}})
    member.former_names, member.named_at = former, timezone.now()


@transaction.atomic
def describe(member, *, by, about, languages, region, expertise, audience, email_audience):
    """Say what one knows, speaks and works on, and who may read that and the e-mail address.

    Raises PermissionDenied for anybody else, ValidationError for a text that shows nothing or is too long, for more
    than one can say of oneself, and for choices that are not on the lists. Returns the profile.
    """
    member = _own(member, by)
    said = {
        "about": _fitting("about", clean_about, about),
        "languages": _languages(languages),
        "region": region,
        "audience": audience,
        "email_audience": email_audience,
    }
    if (
        (region and region not in Profile.Region)
        or audience not in Profile.Audience
        or email_audience not in Profile.Audience
    ):
        raise ValidationError(_("Choose from the lists."))
    expertise = list(expertise)
    if len(expertise) > MOST_EXPERTISE:
        raise ValidationError({"expertise": _("Choose %(most)s fields at most.") % {"most": MOST_EXPERTISE}})
    profile, _new = Profile.objects.update_or_create(member=member, defaults=said)
    profile.expertise.set(expertise)
    return profile


@transaction.atomic
def hide_about(member, *, by):
    """Take the text about themselves from every reader but the member and the secretariat.

    Raises PermissionDenied for anyone but the secretariat, and for one's own; ValidationError where there is no text,
    or it is hidden already. Returns the profile.
    """
    profile = _text_of(member, by)
    if not profile.about or profile.about_hidden_at:
        raise ValidationError(_("There is no text that others could read."))
    profile.about_hidden_at = timezone.now()
    profile.save(update_fields=["about_hidden_at"])
    return profile


@transaction.atomic
def show_about(member, *, by):
    """Give the text about themselves back to its readers. One that is not hidden stays as it is. Raises
    PermissionDenied as `hide_about`."""
    profile = _text_of(member, by)
    profile.about_hidden_at = None
    profile.save(update_fields=["about_hidden_at"])
    return profile


def _text_of(member, by):
    if not can_hide_about(by, member):
        raise PermissionDenied(_("The secretariat hides what somebody tells of themselves, and nobody their own."))
    profile, _new = Profile.objects.get_or_create(member=member)
    return Profile.objects.select_for_update().get(pk=profile.pk)


def _own(member, by):
    member = Member.objects.select_for_update().get(pk=member.pk)
    if not can_change_profile(by, member):
        raise PermissionDenied(_("Only the person can change this."))
    return member


def _fitting(field, clean, text):
    try:
        return clean(text)
    except ValidationError as error:
        raise ValidationError({field: error}) from error


def _languages(codes):
    codes = list(dict.fromkeys(codes))
    if set(codes) - CODES:
        raise ValidationError({"languages": _("Choose languages from the list.")})
    if len(codes) > MOST_LANGUAGES:
        raise ValidationError({"languages": _("Choose %(most)s languages at most.") % {"most": MOST_LANGUAGES}})
    return codes
