"""Questions about notices. What one is about may have gone out of sight since: each is asked again when it is shown."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from portal.postoffice.querysets import OutgoingQuerySet
from workstreams.groups.models import WorkingGroup

#: What is said of a decision is no word of the post: it stands beside the marker that everybody sees.
OF_WORDS = ["mention", "reply", "post", "thread"]


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, of what one may still see: never of a group that one left, nor of words that were hidden."""
        posts = self.model._meta.get_field("post").related_model.objects
        # Asked of each notice: there are few of them, and many posts.
        post = posts.visible_to(user).filter(pk=OuterRef("post"))
        readable = Q(Exists(post.words_for(user))) | (~Q(kind__in=OF_WORDS) & Q(Exists(post)))
        return self.filter(
            Q(group=None) | Q(group__in=WorkingGroup.objects.visible_to(user)),
            Q(post=None) | readable,
            recipient=user.pk,
        )

    def unread(self):
        return self.filter(read_at=None)

    def newest_first(self, *, below=None):
        """The newest first; those that follow the notice `below`, where one is named."""
        ordered = self.order_by("-created_at", "-pk")
        if below is None:
            return ordered
        same = Q(created_at=below.created_at, pk__lt=below.pk)
        return ordered.filter(Q(created_at__lt=below.created_at) | same)

    def for_inbox(self):
        """With what a row of the inbox says. One query, and none of the words of a post."""
        return self.select_related("actor", "group", "post__thread__group").defer(
            "post__body", "post__body_html", "post__search"
        )

    def to_mail(self):
        """Those for which a mail is still to be planned."""
        return self.filter(by_mail=True)


class MailingQuerySet(OutgoingQuerySet):
    def visible_to(self, user):
        """One's own."""
        return self.filter(recipient=user.pk)

    def open(self, now):
        """Those that others may still join: no worker was told of them, nor will be before their time has come."""
        return self.planned().filter(queued_at=None, not_before__gt=now)

    def counted(self, since):
        """Those that came, or are to come, after a moment: what their recipients' share is reckoned by."""
        return self.exclude(state="skipped").filter(not_before__gt=since)


class ChoiceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own."""
        return self.filter(member=user.pk)


class OwedQuerySet(models.QuerySet):
    def claimed(self, pk):
        """This one, locked; None where it was told of, or is in other hands."""
        return self.select_for_update(skip_locked=True, of=["self"]).filter(pk=pk).first()

    def forgotten(self, before, most):
        """Those that no worker has told of since `before`, given anew fewer than `most` times."""
        return self.filter(handed_out_at__lt=before, attempts__lt=most).order_by("pk")
