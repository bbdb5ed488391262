"""Making posts found anew. Nobody asks for it: the text stays what it is."""

from django.db import transaction

from workstreams.discussion.models import Post
from workstreams.discussion.searching import found_by
from workstreams.markup.terms import TERMS_VERSION

# Posts made anew in one transaction: whoever wants to change one of them waits for no more than these.
BATCH = 200


def index_anew(posts):
    """Tell the language of these posts once more, and make their searchable words from it: after a title changed or
    moved, and wherever the rules are others by now. Returns how many there were. In the caller's transaction, if any.
    """
    rows = posts.order_by("pk").values_list("pk", "body_html", "parent", "thread__title")
    done = 0
    for pk, html, parent, title in rows.iterator(chunk_size=BATCH):
        Post.objects.filter(pk=pk).update(**found_by(html, title="" if parent else title))
        done += 1
    return done


def index_stale(*, progress=None):
    """Make every post found anew whose searchable words were made by other rules than today's, in small transactions.
    Harmless twice, and at once on two machines. `progress` is called with how many are done. Returns how many were.
    """
    done, after = 0, 0
    while numbers := _stale(after):
        with transaction.atomic():
            # What somebody is changing at this moment comes out fresh anyway.
            held = Post.objects.select_for_update(skip_locked=True, of=["self"], no_key=True).filter(pk__in=numbers)
            done += index_anew(Post.objects.filter(pk__in=list(held.values_list("pk", flat=True))))
        after = numbers[-1]
        if progress:
            progress(done)
    return done


def _stale(after):
    stale = Post.objects.exclude(search_version=TERMS_VERSION).filter(pk__gt=after)
    return list(stale.order_by("pk").values_list("pk", flat=True)[:BATCH])
