"""Where a thread is now, by the number that it has or had."""

from workstreams.discussion.models import FormerThread, Thread


def place_now(number, user):
    """The thread that has this number, or holds what once had it, and in the latter case the post with which that
    began: (thread, post), either of them None. Only what this user may know of."""
    if number >= 2**63:
        return None, None
    if thread := Thread.objects.visible_to(user).select_related("group").filter(pk=number).first():
        return thread, None
    former = FormerThread.objects.visible_to(user).select_related("post__thread__group")
    former = former.defer("post__body", "post__body_html", "post__search").filter(number=number).first()
    return (former.post.thread, former.post) if former else (None, None)
