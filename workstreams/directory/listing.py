"""The members whom a reader finds, and what the reader may know of each. Reading only."""

from django.db.models import Exists, OuterRef, Q

from members.languages import language_name
from members.models import Affiliation, Member, Organisation
from workstreams.directory.audience import groups_with_names, profiles_with_address, readable_profiles, words_about
from workstreams.groups.models import Participation


def found(user, *, q="", sector=None, organisation="", region="", expertise=None, group=None):
    """The active members who fit all that was chosen, in order of name.

    What a member does not let this user read finds nobody: neither region nor expertise tells who hides theirs. Name,
    sector and organisation stand beside every post, so by those everybody is found.
    """
    members = Member.objects.visible_to(user).called(q)
    if sector or organisation:
        members = members.filter(Exists(_affiliated(sector, organisation)))
    if region or expertise:
        profiles = readable_profiles(user).filter(member=OuterRef("pk"))
        if region:
            profiles = profiles.filter(region=region)
        if expertise:
            profiles = profiles.filter(expertise=expertise)
        members = members.filter(Exists(profiles))
    if group:
        seats = Participation.objects.current().filter(group__in=groups_with_names(user).filter(pk=group.pk))
        members = members.filter(Exists(seats.filter(member=OuterRef("pk"))))
    return members.in_order_of_name()


def _affiliated(sector, organisation):
    current = Affiliation.objects.current().filter(member=OuterRef("pk"))
    if sector:
        current = current.filter(sector=sector)
    if organisation:
        # By a former name it is found still.
        named = Q(name__icontains=organisation) | Q(former_names__name__icontains=organisation)
        current = current.filter(organisation__in=Organisation.objects.filter(named))
    return current


def with_what_is_told(members, user):
    """These members, read with their affiliation, each with `told`: the profile that this user may read, or None.
    Four queries, however many they are."""
    members = list(members.with_affiliation())
    profiles = words_about(readable_profiles(user), user).filter(member__in=members).prefetch_related("expertise")
    told = {profile.member_id: profile for profile in profiles}
    for member in members:
        member.told = told.get(member.pk)
        member.speaks = languages_of(member.told)
    return members


def languages_of(profile):
    return sorted((language_name(code) for code in profile.languages), key=str.casefold) if profile else []


def one_with_everything(member, user):
    """All that this user may know of one member, for the member's own page: `told` and `speaks`; `address`, "" where
    it is not shown; `history`, every affiliation, the newest first; `seats`, in groups of which the user may know who
    sits there. Six queries."""
    (member,) = with_what_is_told(Member.objects.visible_to(user).filter(pk=member.pk), user)
    member.address = member.email if profiles_with_address(user).filter(member=member).exists() else ""
    member.history = list(member.affiliations.select_related("sector", "organisation").order_by("-starts_at", "-pk"))
    member.seats = list(
        Participation.objects.current()
        .filter(member=member, group__in=groups_with_names(user))
        .select_related("group__area")
        .order_by("group__name")
    )
    return member
