"""Questions about mail that came to us, each named for who asks."""

from datetime import timedelta

from django.db import models

MOST_ATTEMPTS = 5
# How long a mail is remembered once it is settled, so that whoever delivers it again adds nothing.
REMEMBERED_FOR = timedelta(days=90)
# How long the words of a mail that was refused are kept beyond the mail that gives them back.
WORDS_FOR = timedelta(days=30)


class ReceivedQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own; all for the secretariat."""
        if not user.is_authenticated:
            return self.none()
        return self if user.is_staff else self.filter(member=user.pk)

    def waiting(self):
        return self.filter(state="waiting")

    def forgotten(self, now, stale_after):
        """Waiting, its time has come, and no worker was told of it lately."""
        late = models.Q(queued_at=None) | models.Q(queued_at__lte=now - stale_after)
        return self.waiting().filter(late, not_before__lte=now)

    def free(self, pk):
        """This one, locked, where it waits and is in no other hands."""
        return self.waiting().filter(pk=pk).select_for_update(skip_locked=True, of=("self",), no_key=True)

    def refused_lately(self, member, now):
        """Those of a member that were refused within the hour."""
        return self.filter(member=member, state="refused", settled_at__gt=now - timedelta(hours=1))

    def outlived(self, now):
        """Settled so long ago that nobody delivers it again."""
        return self.filter(settled_at__lt=now - REMEMBERED_FOR)

    def with_old_words(self, now):
        return self.filter(settled_at__lt=now - WORDS_FOR).exclude(text="", raw=None)
