"""Questions about documents and their texts. `visible_to` is the one place that says who reads what."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from members.permissions import is_active_member, is_secretariat
from workstreams.groups.models import WorkingGroup

#: Stands in a document's addresses where its group's short address would tell of a group that not everybody may know
#: of. It opens every document, so that addresses last while groups open, close and are renamed.
ANY_PLACE = "-"


def open_to(user):
    """Which audiences this user belongs to, whatever groups they see."""
    return ["members", "public"] if is_active_member(user) or is_secretariat(user) else ["public"]


class RecommendationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The documents of groups that this user may see, and those of which a revision was opened to more than the
        group (for a consultation, or by publishing it)."""
        revisions = self.model._meta.get_field("revisions").related_model
        opened = revisions.objects.filter(recommendation=OuterRef("pk"), audience__in=open_to(user))
        return self.filter(Q(group__in=WorkingGroup.objects.visible_to(user)) | Q(Exists(opened)))

    def at(self, place, user):
        """Those whose address begins with this: the short address of a group that the user may know of, or what
        stands for any. Start at `visible_to`."""
        if place == ANY_PLACE:
            return self
        return self.filter(group__in=WorkingGroup.objects.visible_to(user).filter(slug=place))

    def under_way(self):
        """Those that are neither published nor ended, nor parked."""
        return self.exclude(step__in=["published", "superseded", "withdrawn", "parked"])

    def of_kind(self, kind):
        """`under_way`, `published` (and in force), or `ended`: what rests or is over."""
        if kind == "under_way":
            return self.under_way()
        return self.filter(step__in={"published": ["published"], "ended": ["parked", "superseded", "withdrawn"]}[kind])

    def ending_by(self, moment):
        """Those whose step is to end by this moment."""
        return self.filter(step_ends_at__lte=moment)

    def for_listing(self):
        """With the group and its area, those under way first, then by what happened last."""
        return self.select_related("group__area").order_by("-step_since", "-pk")


class RevisionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Revisions of documents whose group this user may see, and those that were opened to more than the group."""
        seen = WorkingGroup.objects.visible_to(user)
        return self.filter(Q(recommendation__group__in=seen) | Q(audience__in=open_to(user)))

    def newest_first(self):
        return self.order_by("-number")


class ClauseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Clauses that stand in a revision which this user may read."""
        texts = self.model._meta.get_field("texts").related_model
        return self.filter(Exists(texts.objects.visible_to(user).filter(clause=OuterRef("pk"))))


class ClauseTextQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of revisions that this user may read."""
        revisions = self.model._meta.get_field("revision").related_model
        return self.filter(revision__in=revisions.objects.visible_to(user))

    def in_order(self):
        return self.order_by("position")


class QuoteQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those whose clause and whose post this user may read: what was hidden since is quoted to nobody else."""
        clauses = self.model._meta.get_field("clause").related_model
        posts = self.model._meta.get_field("post").related_model.objects
        readable = posts.visible_to(user).words_for(user).filter(pk=OuterRef("post"))
        return self.filter(Q(post=None) | Q(Exists(readable)), clause__in=clauses.objects.visible_to(user))


class EventQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What happened to documents whose group this user may see; the steps alone of others that they may read."""
        documents = self.model._meta.get_field("recommendation").related_model.objects.visible_to(user)
        of_group = Q(recommendation__group__in=WorkingGroup.objects.visible_to(user))
        return self.filter(of_group | Q(kind="step"), recommendation__in=documents)

    def in_order(self):
        return self.order_by("at", "pk")
