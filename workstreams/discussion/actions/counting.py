"""Counting a thread anew, after posts came into it or left it. Inside the transaction of whoever moved them."""

from django.db.models import Count, F, Max

from workstreams.discussion.models import Thread, Voice


def renew_pages(threads):
    """What upper floors tell of posts in these threads has changed: whoever opens them reads them anew. `threads`:
    their numbers."""
    held = list(Thread.objects.select_for_update(no_key=True).filter(pk__in=threads).order_by("pk").values_list("pk"))
    Thread.objects.filter(pk__in=[pk for (pk,) in held]).update(version=F("version") + 1)


def count_anew(thread):
    """Its replies, its newest post and who has spoken, from its posts. The caller holds the thread."""
    there = thread.posts.order_by().aggregate(posts=Count("pk"), newest=Max("created_at"))
    Thread.objects.filter(pk=thread.pk).update(
        reply_count=there["posts"] - 1, last_post_at=there["newest"], version=F("version") + 1
    )
    heard = thread.posts.not_hidden().exclude(sector=None).order_by().values_list("sector").annotate(n=Count("pk"))
    Voice.objects.filter(thread=thread).delete()
    Voice.objects.bulk_create([Voice(thread=thread, sector_id=sector, posts=count) for sector, count in heard])
