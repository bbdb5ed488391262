"""Questions about comments and what became of them."""

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Value, When
from django.utils import timezone

from workstreams.groups.models import WorkingGroup
from workstreams.recommendations.models import Revision
from workstreams.recommendations.querysets import open_to

#: Where a comment stands, by what became of it; and those of whom nobody said yet.
OPEN = "open"
TEXT = models.TextField()


class ConsultationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Consultations on revisions that this user may read."""
        return self.filter(revision__in=Revision.objects.visible_to(user))

    def open(self):
        return self.filter(closed_at=None)

    def taking_comments(self, now=None):
        """Those whose time is not up, either."""
        return self.open().filter(closes_at__gt=now or timezone.now())


class CommentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Comments in groups that this user may see, and those of consultations that asked them too. What a group said
        among itself stays there when its text is opened to more. Of guests only what they confirmed."""
        in_group = Q(revision__recommendation__group__in=WorkingGroup.objects.visible_to(user))
        asked = Q(consultation__audience__in=open_to(user))
        return self.filter(in_group | asked, confirmed_at__isnull=False)

    def words_for(self, user, *, reads_hidden=False):
        """With `said` and `change`, the words of a comment and its amendment: "" where it is hidden, but for whoever
        wrote it and with `reads_hidden` for those who have to answer it. The fields themselves stay in the database."""
        own = Q(author=user.pk) if user.pk else Q(pk=None)
        readable = Q(pk__isnull=False) if reads_hidden else Q(hidden_at=None) | own
        words = {"said": "body_html", "change": "proposed", "source": "body"}
        shown = {
            name: Case(When(readable, then=F(field)), default=Value(""), output_field=TEXT)
            for name, field in words.items()
        }
        return self.annotate(**shown).defer("body", "body_html", "proposed")

    def not_hidden(self):
        return self.filter(hidden_at=None)

    def of_document(self, recommendation):
        return self.filter(revision__recommendation=recommendation)

    def on_top(self):
        """Those that are to be disposed of: answers within a discussion of one are not."""
        return self.filter(parent=None)

    def open(self):
        """Confirmed comments that nobody has disposed of, those hidden for their words included."""
        disposed = self.model._meta.get_field("disposition").related_model.objects.filter(comment=OuterRef("pk"))
        return self.on_top().filter(confirmed_at__isnull=False).exclude(Exists(disposed))

    def in_state(self, state):
        """`open`, or what became of them."""
        return self.open() if state == OPEN else self.filter(disposition__outcome=state)

    def never_confirmed(self, before):
        """Guests' comments sent before that moment, whose address nobody confirmed."""
        return self.filter(confirmed_at=None, created_at__lt=before)

    def counted_by(self, *fields):
        """How many comments there are, how many are open and how many amend, by these fields."""
        waits = Count("pk", filter=Q(disposition=None))
        amends = Count("pk", filter=~Q(proposed=""))
        return self.on_top().order_by().values(*fields).annotate(n=Count("pk"), waits=waits, amends=amends)

    def in_order(self):
        return self.order_by("pk")

    def with_people(self):
        """With the author, the sector and organisation of that day, and what became of it."""
        people = ("author__membership", "sector", "organisation", "hidden_by__membership", "revision")
        outcome = ("disposition__decided_by__membership", "disposition__revision")
        return self.select_related(*people, *outcome)


class DispositionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What became of comments that this user may read."""
        comments = self.model._meta.get_field("comment").related_model
        return self.filter(comment__in=comments.objects.visible_to(user))
