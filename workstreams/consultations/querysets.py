"""Questions about comments and what became of them."""

from django.db import models
from django.db.models import Exists, OuterRef

from workstreams.recommendations.models import Revision


class ConsultationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Consultations on revisions that this user may read."""
        return self.filter(revision__in=Revision.objects.visible_to(user))

    def open(self):
        return self.filter(closed_at=None)


class CommentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Comments on revisions that this user may read; of guests only what they confirmed."""
        return self.filter(revision__in=Revision.objects.visible_to(user), confirmed_at__isnull=False)

    def not_hidden(self):
        return self.filter(hidden_at=None)

    def on_top(self):
        """Those that are to be disposed of: answers within a discussion of one are not."""
        return self.filter(parent=None)

    def open(self):
        """Confirmed comments that nobody has disposed of, those hidden for their words included."""
        disposed = self.model._meta.get_field("disposition").related_model.objects.filter(comment=OuterRef("pk"))
        return self.on_top().filter(confirmed_at__isnull=False).exclude(Exists(disposed))

    def with_people(self):
        """With the author, the sector and organisation of that day, the clause, and what became of it."""
        people = ("author", "sector", "organisation", "revision__recommendation__group", "disposition__decided_by")
        return self.select_related(*people)


class DispositionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What became of comments that this user may read."""
        comments = self.model._meta.get_field("comment").related_model
        return self.filter(comment__in=comments.objects.visible_to(user))
