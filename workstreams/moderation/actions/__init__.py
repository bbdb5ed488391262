"""What can be done about what stands as it should not. One transaction each; the actor is `by`."""

from workstreams.moderation.actions.claiming import claim, escalate, give_back
from workstreams.moderation.actions.deciding import dismiss, hide, retitle, uphold
from workstreams.moderation.actions.flagging import add_to_flag, flag_file, flag_post, flag_profile, flag_title
from workstreams.moderation.actions.logbook import on_steered
from workstreams.moderation.actions.moving import on_moved
from workstreams.moderation.actions.removing import on_removed
from workstreams.moderation.actions.silencing import end_silence, silence
from workstreams.moderation.actions.undoing import undo

__all__ = [
    "add_to_flag",
    "claim",
    "dismiss",
    "end_silence",
    "escalate",
    "flag_file",
    "flag_post",
    "flag_profile",
    "flag_title",
    "give_back",
    "hide",
    "on_moved",
    "on_removed",
    "on_steered",
    "retitle",
    "silence",
    "undo",
    "uphold",
]
