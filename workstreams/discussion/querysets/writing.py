"""Questions about texts and files on their way, and about what keeps somebody from speaking at once."""

from datetime import timedelta

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from members.permissions import is_active_member, is_secretariat
from members.second_factor import lacks_second_factor
from workstreams.groups.models import Participation, WorkingGroup

#: How the address of a file begins.
ADDRESS = "/workstreams/files/"
# How long a file waits for its post, and how long those of a withdrawn post stay.
UNUSED_FOR = timedelta(hours=24)
WITHDRAWN_FOR = timedelta(days=30)
# Longer than a declined text can be appealed: then it may be released after all.
DECLINED_FOR = timedelta(days=400)


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
