"""What can be done in a thread. One transaction each; the actor is `by`."""

from workstreams.discussion.actions.hiding import hide_post
from workstreams.discussion.actions.importing import import_messages
from workstreams.discussion.actions.steering import lock_thread, pin_thread, unlock_thread, unpin_thread
from workstreams.discussion.actions.writing import post_reply, start_thread

__all__ = [
    "hide_post",
    "import_messages",
    "lock_thread",
    "pin_thread",
    "post_reply",
    "start_thread",
    "unlock_thread",
    "unpin_thread",
]
