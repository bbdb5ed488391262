"""What can be done about what stands as it should not. One transaction each; the actor is `by`."""

from workstreams.moderation.actions.appealing import appeal, decide_appeal
from workstreams.moderation.actions.claiming import claim, escalate, give_back
from workstreams.moderation.actions.deciding import dismiss, hide, retitle, uphold
from workstreams.moderation.actions.first_posts import decline, hand_back, on_held, release
from workstreams.moderation.actions.flagging import add_to_flag, flag_file, flag_post, flag_profile, flag_title
from workstreams.moderation.actions.logbook import on_steered
from workstreams.moderation.actions.moving import on_moved
from workstreams.moderation.actions.reminding import remind_of_appeals, remind_of_cases
from workstreams.moderation.actions.removing import on_removed
from workstreams.moderation.actions.silencing import end_silence, silence
from workstreams.moderation.actions.undoing import undo

__all__ = [
    "add_to_flag",
    "appeal",
    "claim",
    "decide_appeal",
    "decline",
    "dismiss",
    "end_silence",
    "escalate",
    "flag_file",
    "flag_post",
    "flag_profile",
    "flag_title",
    "give_back",
    "hand_back",
    "hide",
    "on_held",
    "on_moved",
    "on_removed",
    "on_steered",
    "release",
    "remind_of_appeals",
    "remind_of_cases",
    "retitle",
    "silence",
    "undo",
    "uphold",
]
