"""Pages of a group's threads: reading, writing, steering."""

from workstreams.discussion.views.after import post_edit, post_history, post_withdraw, react
from workstreams.discussion.views.reading import group, post, thread
from workstreams.discussion.views.steering import steer
from workstreams.discussion.views.writing import preview, thread_new, thread_reply

__all__ = [
    "group",
    "post",
    "post_edit",
    "post_history",
    "post_withdraw",
    "preview",
    "react",
    "steer",
    "thread",
    "thread_new",
    "thread_reply",
]
