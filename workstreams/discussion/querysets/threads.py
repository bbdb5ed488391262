"""Questions about threads, their tags and who spoke in them."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Lower, Now

from members.models import Organisation, RegisterVersion, Sector
from workstreams.groups.models import Participation, WorkingGroup

# What a thread's line in the list of its group is drawn from.
LISTED = [
    *("pk", "title", "author__name", "last_post_at", "reply_count", "pinned_at", "locked_at"),
    *("spoken", "tag_names"),
]


class ThreadQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Threads of the groups that this user may see."""
        return self.filter(group__in=WorkingGroup.objects.visible_to(user))

    def of_list(self, group, begin, end, tag=None):
        """A stretch of a group's threads, or of those with a tag: pinned ones first, then by the newest post; with the
        ids of the sectors that spoke as `spoken`, and `tag_names`. One query, that takes the rows only after the index
        said which; what a list draws of each are the columns of LISTED."""
        order = [F("pinned_at").desc(nulls_last=True), F("last_post_at").desc(), F("pk").desc()]
        among = self.filter(group=group) if tag is None else self.filter(group=group, tags=tag)
        here = among.order_by(*order).values("pk")[begin:end]
        voices = self.model._meta.get_field("voices").related_model.objects.filter(posts__gt=0)
        spoken = voices.filter(thread=OuterRef("pk")).order_by("sector").values("sector")
        threads = self.model.objects.filter(pk__in=here).order_by(*order)
        return threads.annotate(spoken=ArraySubquery(spoken), tag_names=self._tag_names())

    def for_group_page(self):
        """Pinned threads first, then by the newest post; with the author, and who spoke as `voices`. Two queries."""
        voices = self.model._meta.get_field("voices").related_model
        return (
            self.select_related("author")
            .prefetch_related(Prefetch("voices", queryset=voices.objects.filter(posts__gt=0)))
            .order_by(F("pinned_at").desc(nulls_last=True), "-last_post_at", "-pk")
        )

    def for_page(self, user):
        """With group and area; this user's role as `own_role`, the group's leads as `lead_ids`, `tag_names`, the
        version of the register as `register_version`, and as `silenced_until` until when this user says nothing here.
        One query."""
        seats = Participation.objects.current().filter(group=OuterRef("group"))
        own = seats.filter(member=user) if user.is_authenticated else seats.none()
        return self.select_related("group__area", "author").annotate(
            own_role=Coalesce(Subquery(own.values("role")[:1]), Value("")),
            lead_ids=ArraySubquery(seats.leads().order_by().values("member")),
            tag_names=self._tag_names(),
            register_version=RegisterVersion.objects.now(),
            silenced_until=self._silenced_until(user),
        )

    def _silenced_until(self, user):
        if not user.is_authenticated:
            return Value(None, output_field=models.DateTimeField())
        silences = self.model._meta.get_field("group").related_model._meta.get_field("silences").related_model.objects
        # By the clock of the database: the question is put together once and asked often.
        return Subquery(silences.on(Now()).filter(group=OuterRef("group"), member=user.pk).values("until")[:1])

    def _tag_names(self):
        tags = self.model._meta.get_field("tags").related_model.objects.filter(threads=OuterRef("pk"))
        return ArraySubquery(tags.order_by(Lower("name")).values("name"))

    def titled(self, text):
        """Those whose title holds every word of the text, the liveliest first; not where the first post is hidden or
        withdrawn."""
        posts = self.model._meta.get_field("posts").related_model.objects.not_hidden()
        threads = self.filter(Exists(posts.filter(thread=OuterRef("pk"), parent=None)))
        for word in text.split():
            threads = threads.filter(title__icontains=word)
        return threads.order_by("-last_post_at", "-pk")

    def to_be_named(self, text, group):
        """Those of this number, or whose title holds every word of the text, those of the group first; not where the
        first post is hidden or withdrawn."""
        posts = self.model._meta.get_field("posts").related_model.objects.not_hidden()
        titled = Q()
        for word in text.split():
            titled &= Q(title__icontains=word)
        number = Q(pk=int(text)) if text.isascii() and text.isdigit() and len(text) < 18 else Q(pk__in=[])
        threads = self.filter(titled | number).filter(Exists(posts.filter(thread=OuterRef("pk"), parent=None)))
        return threads.select_related("group").order_by(
            Case(When(group=group, then=0), default=1), "-last_post_at", "-pk"
        )


class VoiceQuerySet(models.QuerySet):
    def heard_in(self, thread):
        """Every sector in its fixed order with how many posts it has in the thread as `spoken`, and how many
        organisations spoke there as `organisations_heard`.

        Each organisation is asked whether it spoke: an index look-up each, however many posts there are.
        """
        posts = self.model._meta.get_field("thread").related_model._meta.get_field("posts").related_model.objects
        spoke = posts.not_hidden().filter(thread=thread, organisation=OuterRef("pk"))
        organisations = Organisation.objects.filter(Exists(spoke)).annotate(one=Value(1)).order_by().values("one")
        counted = organisations.annotate(n=Count("pk")).values("n")
        voice = self.filter(thread=thread, sector=OuterRef("pk")).values("posts")
        return Sector.objects.annotate(
            spoken=Coalesce(Subquery(voice), Value(0)), organisations_heard=Coalesce(Subquery(counted), Value(0))
        )


class TagQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Tags of the groups that this user may see."""
        return self.filter(group__in=WorkingGroup.objects.visible_to(user))

    def named(self, name):
        """Those of this name, in letters of whatever case: at most one in each group."""
        return self.annotate(lower=Lower("name")).filter(lower=Lower(Value(name)))

    def in_use(self):
        """Those that a thread has, by their names, each with how many have it as `thread_count`."""
        return self.annotate(thread_count=Count("threads")).filter(thread_count__gt=0).order_by(Lower("name"))


class FormerThreadQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those whose posts stand now in a group that this user may see."""
        return self.filter(post__thread__group__in=WorkingGroup.objects.visible_to(user))
