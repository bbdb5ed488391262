"""Is what was brought in at one stroke the very thing that the portal's own actions would have written?"""

from django.db import connection
from django.db.models import Count, F

SAMPLE = 300


def check():
    """Hold a sample of posts and all counts against the portal's own code. Raises RuntimeError where they differ."""
    from workstreams.discussion import tree
    from workstreams.discussion.models import Post, Thread, Voice
    from workstreams.discussion.searching import searchable
    from workstreams.markup.rendering import render
    from workstreams.markup.sanitising import words

    every = Post.objects.count() // SAMPLE or 1
    for post in Post.objects.filter(pk__in=range(1, SAMPLE * every, every)).select_related("thread", "parent"):
        _hold(post, "rendered text", post.body_html, render(post.body))
        _hold(post, "place", (bytes(post.path), post.depth), tree.place(post.pk, post.parent))
        title = "" if post.parent_id else post.thread.title
        vector = searchable(words(post.body_html), title=title, language=post.language)
        wanted = Post.objects.filter(pk=post.pk).annotate(wanted=vector).values_list("search", "wanted").get()
        _hold(post, "searchable words", *wanted)
        if not 300 <= len(post.body) <= 1500:
            raise RuntimeError(f"Post {post.pk} has {len(post.body)} characters")
    wrong = Thread.objects.annotate(n=Count("posts")).exclude(n=F("reply_count") + 1).count()
    wrong += Voice.objects.count() - Post.objects.values("thread", "sector").distinct().count()
    if wrong:
        raise RuntimeError(f"{wrong} threads count their posts or voices wrong")
    connection.check_constraints()


def _hold(post, what, is_now, would_be):
    if is_now != would_be:
        raise RuntimeError(
            f"The {what} of post {post.pk} is not what the portal would have written:\n{is_now}\n{would_be}"
        )
