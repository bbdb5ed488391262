"""Pages for flagging and deciding."""

from workstreams.moderation.views.appeals import appeal_decide, desk_alliance_appeals, desk_appeals
from workstreams.moderation.views.cases import desk, desk_alliance
from workstreams.moderation.views.decided import desk_alliance_decided, desk_decided
from workstreams.moderation.views.deciding import case_claim, case_decide, case_give_back, decision_undo
from workstreams.moderation.views.figures import transparency
from workstreams.moderation.views.flagging import flag_file, flag_post, flag_profile, flag_title
from workstreams.moderation.views.flags import my_flag, my_flags
from workstreams.moderation.views.hiding import hide_post
from workstreams.moderation.views.log import desk_alliance_log, desk_alliance_log_csv, desk_log, desk_log_csv
from workstreams.moderation.views.requests import decide_request, desk_requests
from workstreams.moderation.views.silencing import silence_end, silence_member
from workstreams.moderation.views.statements import appeal, my_statements, statement, statement_of
from workstreams.moderation.views.texts import desk_held, held_decide
from workstreams.moderation.views.tools import split_post, thread_tools

__all__ = [
    "appeal",
    "appeal_decide",
    "case_claim",
    "case_decide",
    "case_give_back",
    "decide_request",
    "decision_undo",
    "desk",
    "desk_alliance",
    "desk_alliance_appeals",
    "desk_alliance_decided",
    "desk_alliance_log",
    "desk_alliance_log_csv",
    "desk_appeals",
    "desk_decided",
    "desk_held",
    "desk_log",
    "desk_log_csv",
    "desk_requests",
    "flag_file",
    "flag_post",
    "flag_profile",
    "flag_title",
    "held_decide",
    "hide_post",
    "my_flag",
    "my_flags",
    "my_statements",
    "silence_end",
    "silence_member",
    "split_post",
    "statement",
    "statement_of",
    "thread_tools",
    "transparency",
]
