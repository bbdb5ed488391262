"""Questions about people, each named for who asks."""

from allauth.account.models import EmailAddress
from django.contrib.auth.base_user import BaseUserManager
from django.db import models
from django.db.models import Count, Exists, F, Func, OuterRef, Prefetch, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Concat, Lower
from django.utils import timezone

from members.permissions import is_active_member, is_secretariat


def _plain(text):
    """A text in small letters without accents, as an expression."""
    apart = Func(text, template="normalize(%(expressions)s, NFKD)", output_field=models.CharField())
    marks = Value(r"[\u0300-\u036f]"), Value(""), Value("g")
    return Lower(Func(apart, *marks, function="regexp_replace", output_field=models.CharField()))


class SectorQuerySet(models.QuerySet):
    def with_organisation_count(self):
        """Count the approved organisations of each sector as `organisation_count`."""
        return self.annotate(
            organisation_count=Count("organisations", filter=Q(organisations__approved_at__isnull=False))
        )


class OrganisationQuerySet(models.QuerySet):
    def approved(self):
        return self.filter(approved_at__isnull=False)

    def visible_to(self, user):
        """The approved ones; all of them for the secretariat."""
        return self if is_secretariat(user) else self.approved()

    def named(self, name):
        """Organisations of this very name, whatever its case and outer spaces: as the database tells names apart."""
        return self.alias(lowered=Lower("name")).filter(lowered=Lower(Value(" ".join(name.split()))))

    def known_as(self, name):
        """The one among these that has this very name, or had it once; whose name it is now goes first. Or None."""
        name = " ".join(name.split())
        now = self.named(name).select_related("sector").first()
        return now or self.filter(former_names__name__iexact=name).select_related("sector").order_by("name").first()

    def by_name(self):
        """{name in small letters: the one among these that has it, or had it once}. Whose name it is now goes first, as
        in `known_as`. Two queries."""
        here = {one.pk: one for one in self.select_related("sector")}
        former_names = self.model._meta.get_field("former_names").related_model.objects
        former = former_names.filter(organisation__in=here).order_by("-organisation__name")
        found = {name.lower(): here[pk] for pk, name in former.values_list("organisation", "name")}
        return found | {one.name.lower(): one for one in here.values()}

    def suggested_for(self, text):
        """Approved organisations whose name holds the text, or held it once (`formerly`), those that begin with it
        first."""
        text = " ".join(text.split())
        former_names = self.model._meta.get_field("former_names").related_model.objects
        former = former_names.filter(organisation=OuterRef("pk"), name__icontains=text)
        return (
            self.approved()
            .alias(has_it=Q(name__icontains=text), had_it=Exists(former))
            .filter(Q(has_it=True) | Q(had_it=True))
            .annotate(
                begins=models.Case(models.When(name__istartswith=text, then=0), default=1),
                formerly=models.Case(
                    models.When(has_it=False, then=models.Subquery(former.values("name")[:1])), default=Value("")
                ),
            )
            .order_by("begins", "name")
        )


class AffiliationQuerySet(models.QuerySet):
    def current(self):
        return self.filter(ends_at__isnull=True)


class MemberQuerySet(models.QuerySet):
    def with_affiliation(self):
        """Fetch each member's current affiliation, with its sector and organisation, for `Member.affiliation`."""
        affiliations = self.model._meta.get_field("affiliations").related_model
        return self.prefetch_related(
            Prefetch(
                "affiliations",
                queryset=affiliations.objects.current().select_related("sector", "organisation"),
                to_attr="current_affiliations",
            )
        )

    def addresses(self):
        """{every address that one of these signs in with, or has confirmed besides}, in small letters. Two queries."""
        confirmed = EmailAddress.objects.filter(user__in=self, verified=True).values_list("email", flat=True)
        login = self.exclude(email=None).values_list("email", flat=True)
        return {address.lower() for address in (*login, *confirmed)}

    def visible_to(self, user):
        """Those whom this user may look up: the active members, for active members; nobody for anybody else."""
        return self.active_in_alliance() if is_active_member(user) else self.none()

    def in_order_of_name(self):
        """As a reader looks for a name: letters with accents, and capitals, beside the plain ones.

        Said in SQL that every PostgreSQL knows, for the one that comes with the portal has no ICU collations.
        """
        return self.order_by(_plain("name"), "name", "pk")

    def called(self, text):
        """Those whose name holds every word of the text, whatever its case and accents."""
        words = text.split()
        if not words:
            return self
        members = self.alias(plain=_plain("name"))
        for word in words:
            members = members.filter(plain__contains=_plain(Value(word)))
        return members

    def beginning(self, text):
        """Those who can be called and whose handle, name, or a later word of the name begins with the text."""
        plain, typed = _plain("name"), _plain(Value(text))
        return (
            self.exclude(handle="")
            .alias(plain=plain, inside=Concat(Value(" "), typed))
            .filter(Q(handle__startswith=text.lower()) | Q(plain__startswith=typed) | Q(plain__contains=F("inside")))
            .order_by("name", "pk")
        )

    def active_in_alliance(self):
        """Members whose membership is active, who have accepted the rules, and whose account may sign in."""
        return self.filter(is_active=True, membership__state="active", membership__rules__isnull=False)


class MemberManager(BaseUserManager.from_queryset(MemberQuerySet)):
    """Makes members as Django's own commands expect it (`createsuperuser`)."""

    def create_user(self, email, password=None, **fields):
        """Create a member who can sign in. Raises ValueError without an address."""
        if not email:
            raise ValueError("A member who can sign in needs an e-mail address.")
        member = self.model(email=self.normalize_email(email), **fields)
        member.set_password(password)
        member.save(using=self._db)
        return member

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, **{**fields, "is_staff": True, "is_superuser": True})

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class MembershipQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The own one; all of them for the secretariat."""
        return self if is_secretariat(user) else self.filter(member=user.pk)

    def waiting(self):
        """Applications that wait for the secretariat's decision, the oldest first."""
        return self.filter(state="applied").order_by("applied_at")

    def for_the_desk(self):
        """With all that a decision is made by: the member, their current affiliation, and whether an address of
        theirs is confirmed (`email_is_confirmed`)."""
        member = self.model._meta.get_field("member").related_model
        verified = EmailAddress.objects.filter(user=OuterRef("member"), verified=True)
        return self.annotate(email_is_confirmed=Exists(verified)).prefetch_related(
            Prefetch("member", queryset=member.objects.with_affiliation())
        )


class RulesVersionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Every version that holds or has held; for the secretariat also those to come."""
        return self if is_secretariat(user) else self.filter(in_force_from__lte=timezone.now())

    def in_force(self, at):
        """The version that holds at this moment, or None while there is none."""
        return self.filter(in_force_from__lte=at).order_by("-in_force_from").first()


class AffiliationChangeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The own ones; all of them for the secretariat."""
        return self if is_secretariat(user) else self.filter(member=user.pk)

    def waiting(self):
        """Changes that the secretariat has not decided, the oldest first."""
        return self.filter(decided_at=None).order_by("asked_at")


class SuspensionQuerySet(models.QuerySet):
    def open(self):
        return self.filter(lifted_at=None)

    def over(self, at):
        """Open ones whose time has passed."""
        return self.open().filter(until__lte=at)


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those one made; all of them for the secretariat."""
        return self if is_secretariat(user) else self.filter(invited_by=user.pk)

    def open(self, at):
        """Those that can still be accepted at this moment."""
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=at)

    def for_listing(self):
        """With who wrote it, who accepted it and who took it back, the newest first."""
        return self.select_related("invited_by", "accepted_by", "revoked_by").order_by("-created_at", "-pk")

    def to_alliance_alone(self):
        """Those that lead to no seat besides. Seats stand a floor above: they are known by the relation's name."""
        return self.filter(invited_seat=None)

    def standing(self, state, at):
        """Those that stand so at this moment: a value of members.invitations.State."""
        return {
            "waiting": self.open(at).filter(sent_at=None, failed_at=None),
            "failed": self.open(at).filter(sent_at=None, failed_at__isnull=False),
            "sent": self.open(at).filter(sent_at__isnull=False),
            "accepted": self.filter(accepted_at__isnull=False),
            "expired": self.filter(accepted_at=None, revoked_at=None, expires_at__lte=at),
            "revoked": self.filter(revoked_at__isnull=False),
        }[state]


class DataExportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own alone: not even the secretariat takes a member's download."""
        return self.filter(member=user.pk)

    def under_way(self):
        return self.filter(state__in=["queued", "building"])

    def silent_since(self, moment):
        """Under way, and no worker has given a sign of life since then."""
        return self.under_way().filter(touched_at__lt=moment)

    def over(self, at):
        """Ready ones whose time has passed."""
        return self.filter(state="ready", expires_at__lte=at)


class RegisterVersionQuerySet(models.QuerySet):
    def now(self):
        """The number that rises with every change, as an expression to annotate with: whoever reads it together with
        what they keep, or before, keeps nothing that is older than it says."""
        rows = self.order_by().annotate(one=Value(1)).values("one").annotate(n=Sum("changes"))
        return Coalesce(Subquery(rows.values("n")), Value(0), output_field=models.BigIntegerField())
