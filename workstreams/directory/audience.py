"""Who may read what a member tells. The one place that asks: pages, filters, counts and files all begin here."""

from django.db.models import Case, Exists, F, OuterRef, Q, TextField, Value, When

from members.models import Profile
from members.permissions import is_secretariat
from workstreams.groups.models import Participation, WorkingGroup


def readable_profiles(user):
    """The profiles whose words this user may read: one's own, those for every member, and those for members of their
    groups with whom the user sits in one. Nobody else's, not even for the secretariat. For active members only."""
    return Profile.objects.filter(_open_to(user, "audience"))


def words_about(profiles, user):
    """Give each of these profiles `about_shown`: what the member tells of themselves, "" where the secretariat hid it
    and this user is neither the member nor works there. The column stays in the database."""
    shown = Q(pk__isnull=False) if is_secretariat(user) else Q(about_hidden_at=None) | Q(member=user.pk)
    words = Case(When(shown, then=F("about")), default=Value(""), output_field=TextField())
    return profiles.defer("about").annotate(about_shown=words)


def profiles_with_address(user):
    """The profiles of members who let this user see their e-mail address. For active members only."""
    return Profile.objects.filter(_open_to(user, "email_audience"))


def _open_to(user, choice):
    own_groups = Participation.objects.current().filter(member=user).values("group")
    shared = Participation.objects.current().filter(member=OuterRef("member"), group__in=own_groups)
    return (
        Q(member=user)
        | Q(**{choice: Profile.Audience.MEMBERS})
        | (Q(**{choice: Profile.Audience.GROUPS}) & Q(Exists(shared)))
    )


def groups_with_names(user):
    """The groups of which this user may know who sits there."""
    return WorkingGroup.objects.visible_to(user).with_names_for(user)
