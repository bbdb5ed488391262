"""Questions about posts. What a reader may not read is blanked here, in SQL, before any code sees it."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone

from members.permissions import is_active_member, is_secretariat
from members.second_factor import lacks_second_factor
from workstreams.groups.models import Participation, WorkingGroup

# What a post's row is drawn from, beside its words (see PostQuerySet.for_rows).
ROW = [
    *("pk", "thread_id", "depth", "path", "parent_id", "created_at", "edited_at", "revision_count", "language"),
    *("agree_count", "insightful_count", "thanks_count", "withdrawn_at", "former_titles"),
    *("hidden_at", "hidden_reason", "hidden_rule", "hidden_by_id", "hidden_by__is_staff", "hidden_key"),
    *("author_id", "author__name", "author__is_active", "author__membership__state", "author__membership__rules"),
    *("sector_id", "sector__name", "sector__short_name", "sector__mark", "organisation__name"),
    "parent__author__name",
]


def _words_where(condition):
    return Case(When(condition, then=F("body_html")), default=Value(""), output_field=models.TextField())


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


class RevisionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Earlier versions of the posts whose words this user may read."""
        posts = self.model._meta.get_field("post").related_model
        return self.filter(post__in=posts.objects.visible_to(user).words_for(user))
