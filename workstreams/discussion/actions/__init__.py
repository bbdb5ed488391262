"""What can be done in a thread. One transaction each; the actor is `by`."""

from workstreams.discussion.actions.archiving import import_archive
from workstreams.discussion.actions.attaching import attach, megabytes, sweep_storage, tidy_files
from workstreams.discussion.actions.changing import edit_post
from workstreams.discussion.actions.counting import renew_pages
from workstreams.discussion.actions.drafting import answer_to, discard_draft, save_draft, tidy_drafts
from workstreams.discussion.actions.following import follow_group, follow_thread
from workstreams.discussion.actions.hiding import (
    hide_branch,
    hide_by_rule,
    hide_file,
    hide_post,
    restore_file,
    restore_posts,
)
from workstreams.discussion.actions.holding_back import (
    decline_held,
    give_back,
    is_newcomer,
    release_after_all,
    release_held,
    take_back,
    take_back_all,
    why_stranded,
)
from workstreams.discussion.actions.importing import import_messages
from workstreams.discussion.actions.reacting import give_sign, take_sign_back
from workstreams.discussion.actions.reading import mark_read, mark_thread_read
from workstreams.discussion.actions.rearranging import merge_threads, move_thread, split_subtree
from workstreams.discussion.actions.silencing import lift_silence, silence_member
from workstreams.discussion.actions.slowing import slow_thread, unslow_thread
from workstreams.discussion.actions.steering import (
    lock_thread,
    pin_thread,
    retitle_former,
    retitle_thread,
    unlock_thread,
    unpin_thread,
)
from workstreams.discussion.actions.tagging import set_tags
from workstreams.discussion.actions.withdrawing import withdraw_post
from workstreams.discussion.actions.writing import post_reply, start_thread

__all__ = [
    "answer_to",
    "attach",
    "decline_held",
    "discard_draft",
    "edit_post",
    "follow_group",
    "follow_thread",
    "give_back",
    "give_sign",
    "hide_branch",
    "hide_by_rule",
    "hide_file",
    "hide_post",
    "import_archive",
    "import_messages",
    "is_newcomer",
    "lift_silence",
    "lock_thread",
    "mark_read",
    "mark_thread_read",
    "megabytes",
    "merge_threads",
    "move_thread",
    "pin_thread",
    "post_reply",
    "release_after_all",
    "release_held",
    "renew_pages",
    "restore_file",
    "restore_posts",
    "retitle_former",
    "retitle_thread",
    "save_draft",
    "set_tags",
    "silence_member",
    "slow_thread",
    "split_subtree",
    "start_thread",
    "sweep_storage",
    "take_back",
    "take_back_all",
    "take_sign_back",
    "tidy_drafts",
    "tidy_files",
    "unlock_thread",
    "unpin_thread",
    "unslow_thread",
    "why_stranded",
    "withdraw_post",
]
