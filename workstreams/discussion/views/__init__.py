"""Pages of a group's threads: reading, writing, steering."""

from workstreams.discussion.views.after import post_edit, post_history, post_more, post_withdraw, react, react_here
from workstreams.discussion.views.attaching import attach, attachment
from workstreams.discussion.views.drafting import draft_discard, draft_save, drafts
from workstreams.discussion.views.following import thread_follow, thread_read, thread_unread
from workstreams.discussion.views.holding import held_take_back
from workstreams.discussion.views.lasting import thread_number
from workstreams.discussion.views.live import thread_live
from workstreams.discussion.views.options import mention_options, reference_options
from workstreams.discussion.views.reading import group, post, thread
from workstreams.discussion.views.steering import steer
from workstreams.discussion.views.tagging import thread_tags
from workstreams.discussion.views.writing import preview, thread_new, thread_reply

__all__ = [
    "attach",
    "attachment",
    "draft_discard",
    "draft_save",
    "drafts",
    "group",
    "held_take_back",
    "mention_options",
    "post",
    "post_edit",
    "post_history",
    "post_more",
    "post_withdraw",
    "preview",
    "react",
    "react_here",
    "reference_options",
    "steer",
    "thread",
    "thread_follow",
    "thread_live",
    "thread_new",
    "thread_number",
    "thread_read",
    "thread_reply",
    "thread_tags",
    "thread_unread",
]
