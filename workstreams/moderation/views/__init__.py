"""Pages for flagging and deciding."""

from workstreams.moderation.views.cases import decide_post, desk, desk_decided
from workstreams.moderation.views.posts import flag_post, hide_post
from workstreams.moderation.views.requests import decide_request, desk_requests

__all__ = [
    "decide_post",
    "decide_request",
    "desk",
    "desk_decided",
    "desk_requests",
    "flag_post",
    "hide_post",
]
