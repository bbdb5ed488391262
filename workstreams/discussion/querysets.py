"""Questions about threads and posts. What a reader may not read is blanked here, in SQL, before any code sees it."""

from datetime import timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, Lower, Now
from django.utils import timezone

from members.models import Organisation, RegisterVersion, Sector
from members.permissions import is_active_member, is_secretariat
from members.second_factor import lacks_second_factor
from workstreams.groups.models import Participation, WorkingGroup

# How long a file waits for its post, and how long those of a withdrawn post stay.
#: How the address of a file begins.
ADDRESS = "/workstreams/files/"
UNUSED_FOR = timedelta(hours=24)
WITHDRAWN_FOR = timedelta(days=30)
# Longer than a declined text can be appealed: then it may be released after all.
DECLINED_FOR = timedelta(days=400)


# What a post's row is drawn from, beside its words (see PostQuerySet.for_rows).
ROW = [
    *("pk", "thread_id", "depth", "path", "parent_id", "created_at", "edited_at", "revision_count", "language"),
    *("agree_count", "insightful_count", "thanks_count", "withdrawn_at", "former_titles"),
    *("hidden_at", "hidden_reason", "hidden_rule", "hidden_by_id", "hidden_by__is_staff", "hidden_key"),
    *("author_id", "author__name", "author__is_active", "author__membership__state", "author__membership__rules"),
    *("sector_id", "sector__name", "sector__short_name", "sector__mark", "organisation__name"),
    "parent__author__name",
]


# What a thread's line in the list of its group is drawn from.
LISTED = [
    *("pk", "title", "author__name", "last_post_at", "reply_count", "pinned_at", "locked_at"),
    *("spoken", "tag_names"),
]


def _words_where(condition):
    return Case(When(condition, then=F("body_html")), default=Value(""), output_field=models.TextField())


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


class RevisionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Earlier versions of the posts whose words this user may read."""
        posts = self.model._meta.get_field("post").related_model
        return self.filter(post__in=posts.objects.visible_to(user).words_for(user))


class FollowingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, in the groups that one may still see."""
        return self.filter(member=user.pk, thread__group__in=WorkingGroup.objects.visible_to(user))


class GroupFollowingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, of the groups that one may still see."""
        return self.filter(member=user.pk, group__in=WorkingGroup.objects.visible_to(user))


class ReadMarkQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own."""
        return self.filter(member=user.pk)


class DraftQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, wherever they were begun: what somebody typed is theirs, though they may no longer post it."""
        return self.filter(member=user.pk)

    def of_thread(self, thread):
        """Answers that wait in a thread, and changes of its posts."""
        return self.filter(Q(thread=thread) | Q(post__thread=thread)).exclude(body="")

    def unposted(self):
        """Those with words that wait to be posted."""
        return self.filter(posted_at=None).exclude(title="", body="")

    def for_listing(self):
        """With all that says where they belong, the one that was touched last first. One query."""
        places = ["group", "thread__group", "parent__author", "post__thread__group"]
        return self.select_related(*places).order_by("-saved_at", "-pk")


class AttachmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Files of the posts whose words this user may read, hidden ones included: of those only a marker is shown (see
        `readable_by`). And those that this user brought and has not used yet, and of texts that wait for a lead in
        the groups that this user leads."""
        posts = self.model._meta.get_field("post").related_model
        own = Q(pk__in=[])
        if user.is_authenticated:
            own = Q(post=None, owner=user.pk) | Q(post=None, held__group__in=WorkingGroup.objects.moderated_by(user))
        return self.filter(own | Q(post__in=posts.objects.visible_to(user).words_for(user)))

    def readable_by(self, user):
        """Only files that this user may open: of the hidden ones those that they brought, and those in the groups that
        they lead; all for the secretariat."""
        return self.filter(self._may_open(user))

    @staticmethod
    def _may_open(user):
        if is_secretariat(user):
            return Q(pk__isnull=False)
        if not is_active_member(user):
            return Q(hidden_at=None)
        own = Q(hidden_at=None) | Q(owner=user)
        if lacks_second_factor(user):
            return own
        group = OuterRef("post__thread__group")
        return own | Q(Exists(Participation.objects.leads().filter(group=group, member=user)))

    def for_posts(self, posts, user):
        """{id of a post: its files, oldest first} of posts read `readable_by` this user: what their text names and does
        not show as a picture, and pictures too once they are hidden; each with `is_open`, whether this user may open
        it. A post without words for that reader has none. One query, and none where no text names a file.
        """
        naming = {post.pk: post.shown_html for post in posts if ADDRESS in post.shown_html}
        found = {}
        may_open = Case(When(self._may_open(user), then=Value(True)), default=Value(False))
        for one in self.filter(post__in=naming).annotate(is_open=may_open) if naming else ():
            html, address = naming[one.post_id], one.get_absolute_url()
            if address in html and (one.hidden_at or f'<img src="{address}"' not in html):
                found.setdefault(one.post_id, []).append(one)
        return found

    def brought_by(self, member):
        """How many bytes a member's files have, used or not."""
        return self.filter(owner=member).aggregate(bytes=Coalesce(models.Sum("size"), 0))["bytes"]

    def left_over(self, now):
        """What goes: files in no post and no draft of their owner for a day, and those of posts that were withdrawn a
        month ago. Of a hidden post everything stays, for it may be looked at again."""
        drafts = self.model._meta.get_field("owner").related_model._meta.get_field("drafts").related_model
        key = Cast(OuterRef("key"), models.TextField())
        drafted = Exists(drafts.objects.filter(member=OuterRef("owner"), body__contains=key))
        kept = Q(held__settled_at=None, held__isnull=False) | Q(held__settled_at__gte=now - DECLINED_FOR)
        unused = Q(post=None, created_at__lt=now - UNUSED_FOR) & ~drafted & ~kept
        return self.filter(unused | Q(post__withdrawn_at__lt=now - WITHDRAWN_FOR, post__hidden_at=None))


class HeldPostQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, wherever they were sent to: what somebody typed is theirs. And those in the groups that this user
        leads; all for the secretariat."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(author=user.pk) | Q(group__in=WorkingGroup.objects.moderated_by(user)))

    def waiting(self):
        """Those that nobody has settled, the longest waiting first."""
        return self.filter(settled_at=None).order_by("held_at", "pk")


class SilenceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, and those in the groups that this user leads; all for the secretariat."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(member=user.pk) | Q(group__in=WorkingGroup.objects.moderated_by(user)))

    def on(self, now=None):
        """Those that keep somebody from speaking now."""
        return self.filter(lifted_at=None, until__gt=now or timezone.now())


class PostQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Posts of the groups that this user may see, hidden ones included: of those only a marker is shown."""
        return self.filter(thread__group__in=WorkingGroup.objects.visible_to(user))

    def not_hidden(self):
        """Posts whose words everybody reads who may read here: neither hidden nor withdrawn."""
        return self.filter(hidden_at=None, withdrawn_at=None)

    def readable_by(self, user):
        """Give each post `shown_html`: its words where this user may read them, "" where only a marker is due.

        A post that is hidden or withdrawn is read by its author, the group's leads and the secretariat. The columns
        with the words stay in the database: nothing that reads the page can leak them.
        """
        return self.defer("body", "body_html", "search").annotate(shown_html=_words_where(self._may_read(user)))

    def words_for(self, user):
        """Only posts whose words this user may read, for quoting, flagging and deciding."""
        return self.filter(self._may_read(user))

    @staticmethod
    def _may_read(user):
        if is_secretariat(user):
            return Q(pk__isnull=False)
        if not is_active_member(user):
            return Q(hidden_at=None, withdrawn_at=None)
        own = Q(hidden_at=None, withdrawn_at=None) | Q(author=user)
        if lacks_second_factor(user):
            return own
        return own | Q(Exists(Participation.objects.leads().filter(group=OuterRef("thread__group"), member=user)))

    def with_people(self):
        """With the author, the sector and organisation of that day, and whom a deep post answers."""
        people = self.select_related("author__membership", "sector", "organisation", "parent__author", "hidden_by")
        # What is answered is named, not quoted: its words may be hidden, and would double what is read.
        return people.defer("body", "body_html", "search", "parent__body", "parent__body_html", "parent__search")

    def for_rows(self, user):
        """What discussion.rows draws of each post, as plain rows: `shown_html` as by `readable_by`, and who gave which
        sign as `given`. No column with words but those that this user may read."""
        return self.readable_by(user)._rows()

    def for_rows_of_all(self):
        """The same with no words but those that everybody reads who may read here."""
        return self.annotate(shown_html=_words_where(Q(hidden_at=None, withdrawn_at=None)))._rows()

    def _rows(self):
        reactions = self.model._meta.get_field("reactions").related_model.objects.filter(post=OuterRef("pk"))
        said = Concat("kind", Value(" "), Cast("member", models.TextField()), output_field=models.TextField())
        given = reactions.order_by().values(said=said)
        return self.annotate(given=ArraySubquery(given)).values_list(*ROW, "shown_html", "given", named=True)

    def for_menu(self, user):
        """With thread, group and author, this user's role there as `own_role`, and whether they may read the words as
        `words_are_shown`; without the words themselves."""
        own = Participation.objects.current().filter(group=OuterRef("thread__group"), member=user.pk)
        own = own if user.is_authenticated else own.none()
        words = Case(When(self._may_read(user), then=Value(True)), default=Value(False))
        posts = self.select_related("thread__group", "author").defer("body", "body_html", "search")
        return posts.annotate(own_role=Coalesce(Subquery(own.values("role")[:1]), Value("")), words_are_shown=words)

    def in_tree_order(self):
        return self.order_by("path")

    def written_by(self, name):
        """Posts of whoever bears all these words in their name."""
        authors = self.model._meta.get_field("author").related_model
        return self.filter(author__in=authors.objects.called(name))

    def of_the_last(self, period):
        return self.filter(created_at__gte=timezone.now() - period)
