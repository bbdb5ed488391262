"""The pages of notices, and the ways out that their mails carry."""

from workstreams.notices.views.inbox import following, inbox, notice, notice_settings, read_all
from workstreams.notices.views.mailed import mute, stop_mails

__all__ = ["following", "inbox", "mute", "notice", "notice_settings", "read_all", "stop_mails"]
