"""The log of moderation as its reader meets it, and as a table to take along. No writes."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workstreams.moderation.models import LogEntry

#: What was done, in words. An action that is not here is shown by its name.
ACTIONS = {
    "hide": gettext_lazy("Hidden"),
    "retitle": gettext_lazy("Title changed"),
    "decline": gettext_lazy("Text not released"),
    "text_released": gettext_lazy("Text released"),
    "text_given_back": gettext_lazy("Text given back to its author"),
    "silence": gettext_lazy("Silenced"),
    "remove": gettext_lazy("Removed from the group"),
    "dismiss": gettext_lazy("Left as it is"),
    "escalate": gettext_lazy("Passed to the secretariat"),
    "undo": gettext_lazy("Decision taken back"),
    "appeal": gettext_lazy("Appealed"),
    "appeal_confirmed": gettext_lazy("Appeal: the decision stands"),
    "appeal_reversed": gettext_lazy("Appeal: the decision is reversed"),
    "thread_pinned": gettext_lazy("Thread pinned"),
    "thread_unpinned": gettext_lazy("Thread no longer pinned"),
    "thread_locked": gettext_lazy("Thread locked"),
    "thread_unlocked": gettext_lazy("Thread unlocked"),
    "thread_slowed": gettext_lazy("Slow mode"),
    "thread_unslowed": gettext_lazy("Slow mode ended"),
    "thread_split": gettext_lazy("Thread split"),
    "threads_merged": gettext_lazy("Threads merged"),
    "thread_moved": gettext_lazy("Thread moved"),
}


@dataclass(frozen=True)
class Row:
    """One entry. `by` and `member` are names, `by` "" where a rule acted; `url` leads to what it is about, "" for
    nothing; `group` is its name, "" for none."""

    at: datetime
    what: str
    by: str
    member: str
    group: str
    place: str
    url: str
    reason: str
    before: str
    after: str


def rows(entries):
    """The rows of entries that came `for_reading()`. No query."""
    return [_row(entry) for entry in entries]


def _row(entry):
    place, url = "", ""
    if entry.post_number:
        place, url = f"#{entry.post_number}", reverse("post", args=[entry.post_number])
    elif entry.thread_number:
        place, url = f"#{entry.thread_number}", reverse("thread_number", args=[entry.thread_number])
    return Row(
        at=entry.at,
        what=str(ACTIONS.get(entry.action, entry.action)),
        by=entry.by.name if entry.by else "",
        member=entry.member.name if entry.member else "",
        group=entry.group.name if entry.group else "",
        place=place,
        url=url,
        reason=entry.reason,
        before=entry.before,
        after=entry.after,
    )


def log(user, group=None):
    """What this user may read of the log: of one group, or with None of all whose desk is theirs."""
    entries = LogEntry.objects.visible_to(user).for_reading()
    return entries.filter(group=group) if group else entries


HEAD = [
    gettext_lazy("When (UTC)"),
    gettext_lazy("Working group"),
    gettext_lazy("What"),
    gettext_lazy("By"),
    gettext_lazy("About whom"),
    gettext_lazy("Where"),
    gettext_lazy("Why"),
    gettext_lazy("Before"),
    gettext_lazy("After"),
]


def table(entries):
    """Head and rows of the log for a spreadsheet, the rows one at a time."""
    return HEAD, (_cells(_row(entry)) for entry in entries.iterator(chunk_size=1000))


def _cells(row):
    moment = row.at.strftime("%Y-%m-%d %H:%M:%S")
    by = row.by or _("a rule of the portal")
    return [moment, row.group, row.what, by, row.member, row.place, row.reason, row.before, row.after]
