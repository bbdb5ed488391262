"""A notice as its reader meets it: said in their language, from what stands when it is shown. No query, but for where
a notice of a text leads."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workstreams.notices.models import Notice

Kind = Notice.Kind

#: Of a kind or an event: its icon, and what is said of it. {who}, {thread}, {group}, {document} and {until} are filled
#: in where they stand.
SAID = {
    Kind.MENTION: ("person", gettext_lazy("{who} mentioned you in {thread}")),
    Kind.REPLY: ("reply", gettext_lazy("{who} answered you in {thread}")),
    Kind.POST: ("quote", gettext_lazy("{who} wrote in {thread}")),
    Kind.THREAD: ("plus", gettext_lazy("{who} opened the thread {thread}")),
    "post_hidden": ("hidden", gettext_lazy("A post of yours in {thread} was hidden. The reason came to you by mail")),
    "restricted": ("hidden", gettext_lazy("Something of yours was restricted. Here is why, and how to appeal")),
    "restriction_ended": ("done", gettext_lazy("A decision about you was taken back")),
    "flag_upheld": ("shield", gettext_lazy("A flag of yours was upheld. Here is what was decided")),
    "flag_dismissed": ("shield", gettext_lazy("A flag of yours was looked at. It stays as it is")),
    "flag_reopened": ("shield", gettext_lazy("A flag of yours is looked at once more")),
    "flag_reversed": ("shield", gettext_lazy("After an appeal, what you flagged stands again")),
    "appeal_decided": ("shield", gettext_lazy("Your appeal is decided. Here is the outcome")),
    "post_released": ("done", gettext_lazy("A lead released your text: it stands in {thread}")),
    "text_given_back": (
        "info",
        gettext_lazy("Your text for {group} is back among your drafts, not posted"),
    ),
    "comment_disposed": ("quote", gettext_lazy("A comment of yours was answered. Here is what became of it")),
    "comment_hidden": ("hidden", gettext_lazy("A comment of yours was hidden. The reason stands in its place")),
    "comment_answered": ("reply", gettext_lazy("{who} answered your comment on {document}")),
    "adoption_asked": (
        "doc",
        gettext_lazy("{who} asks the group to adopt {document}. Comments are taken until {until}"),
    ),
    "last_call_opened": (
        "doc",
        gettext_lazy("{who} opened the last call in the group on {document}. Comments are taken until {until}"),
    ),
    "consultation_opened": (
        "quote",
        gettext_lazy("{who} opened a consultation on {document}. Comments are taken until {until}"),
    ),
    "call_opened": (
        "agree",
        gettext_lazy("{who} calls for consensus on {document}. Your position is asked until {until}"),
    ),
    "adopted": ("done", gettext_lazy("{document} is adopted. Here is what came of the call")),
    "returned": ("reply", gettext_lazy("{document} is returned to its editors. Here is why")),
    "published": ("done", gettext_lazy("{document} is published")),
    "superseded": ("info", gettext_lazy("{document} is superseded. Here is what took its place")),
    "withdrawn": ("info", gettext_lazy("{document} is withdrawn. The reason stands with it")),
    "objection_raised": ("object", gettext_lazy("{who} objects to {document}. Its editors and leads answer that")),
    "objection_answered": ("object", gettext_lazy("{who} answered your objection to {document}")),
    "objection_resolved": (
        "object",
        gettext_lazy("{who} says that a revision of {document} resolves your objection"),
    ),
    "objection_overruled": (
        "object",
        gettext_lazy("{who} overruled your objection to {document}. The reasons are signed, and printed with the text"),
    ),
    "adoption_call_ends": (
        "clock",
        gettext_lazy("The call to adopt {document} ends on {until}. You have not commented on it"),
    ),
    "last_call_ends": (
        "clock",
        gettext_lazy("The last call in the group on {document} ends on {until}. You have not commented on it"),
    ),
    "consultation_ends": (
        "clock",
        gettext_lazy("The consultation on {document} ends on {until}. You have not commented on it"),
    ),
    "consensus_call_ends": (
        "clock",
        gettext_lazy("The call for consensus on {document} ends on {until}. It has no position of yours"),
    ),
    "step_over": ("clock", gettext_lazy("The time of a step is up: {document}. The next step is yours")),
    "review_due": ("calendar", gettext_lazy("{document} is to be looked at again on {until}")),
    "admitted": ("done", gettext_lazy("You are a member of the alliance")),
    "declined": ("info", gettext_lazy("Your application was declined. The reason stands with it")),
    "affiliation_confirmed": ("done", gettext_lazy("Your change of sector or organisation is confirmed")),
    "affiliation_declined": ("info", gettext_lazy("Your change of sector or organisation was declined")),
    "join_accepted": ("done", gettext_lazy("You are now in {group}")),
    "join_declined": (
        "info",
        gettext_lazy("Your request to join {group} was declined. The reason came by mail"),
    ),
    "role_given": ("people", gettext_lazy("{who} gave you another role in {group}")),
    "removed": ("out", gettext_lazy("Your seat in {group} was ended. The reason came to you by mail")),
    "invited": ("mail", gettext_lazy("{who} invited you to {group}. The link came to you by mail")),
    "charter_changed": ("doc", gettext_lazy("{who} changed the charter of {group}")),
    "opened_to_members": (
        "people",
        gettext_lazy("{who} opened {group}: every member of the alliance can now read what was written there"),
    ),
    "opened_to_public": ("people", gettext_lazy("{who} opened {group}: anyone can now read what was written there")),
    "applied": ("person", gettext_lazy("{who} asks to become a member of the alliance")),
    "now_chartered": ("done", gettext_lazy("{group} is at work as a chartered group")),
    "now_dormant": ("clock", gettext_lazy("{group} rests: it takes no posts for now")),
    "now_concluded": ("done", gettext_lazy("{group} is concluded: it stays readable and takes no more posts")),
}
#: The same of what was said, where the thread stands above it.
SAID_THERE = {
    Kind.MENTION: gettext_lazy("{who} mentioned you"),
    Kind.REPLY: gettext_lazy("{who} answered you"),
    Kind.POST: gettext_lazy("{who} wrote"),
    Kind.THREAD: gettext_lazy("{who} opened this thread"),
}
UNKNOWN = ("info", gettext_lazy("Something happened that this page has no words for"))

#: Where an event leads that has a page of its own: the name of an address, and whether it is one of the group's.
LEADS_TO = {
    "restricted": ("my_statements", False),
    "restriction_ended": ("my_statements", False),
    "flag_upheld": ("my_flags", False),
    "flag_dismissed": ("my_flags", False),
    "flag_reopened": ("my_flags", False),
    "flag_reversed": ("my_flags", False),
    "appeal_decided": ("my_statements", False),
    "text_given_back": ("drafts", False),
    "applied": ("admin:members_membership_changelist", False),
    "comment_disposed": ("my_comments", False),
    "comment_hidden": ("my_comments", False),
    "comment_answered": ("my_comments", False),
    "admitted": ("application", False),
    "declined": ("application", False),
    "affiliation_confirmed": ("affiliation", False),
    "affiliation_declined": ("affiliation", False),
    "role_given": ("group_people", True),
    "charter_changed": ("group_charter", True),
}


#: What leads to the call that a text was in, and to its publication.
OF_CALLS = {"call_opened", "consensus_call_ends", "adopted", "returned"}
OF_PUBLICATIONS = {"published", "superseded", "withdrawn"}


@dataclass(frozen=True)
class Row:
    """What workstreams/notices/row.html draws. `place` is the group, "" where the sentence names it already."""

    url: str
    icon: str
    text: SafeString
    kind: str
    place: str
    moment: datetime
    is_unread: bool


def row(notice):
    """The row of a notice that came `for_inbox()`."""
    icon, text = SAID.get(notice.event or notice.kind, UNKNOWN)
    thread = notice.post.thread if notice.post else None
    return Row(
        url=notice.get_absolute_url(),
        icon=icon,
        text=format_html(
            str(text),
            who=_name(notice.actor),
            thread=format_html('<b dir="auto">{}</b>', thread.title) if thread else "",
            group=format_html("<b><bdi>{}</bdi></b>", notice.group.name) if notice.group else "",
            document=format_html('<b dir="auto">{}</b>', notice.document.title) if notice.document else "",
            until=_until(notice),
        ),
        kind=notice.get_kind_display(),
        place=thread.group.name if thread else "",
        moment=notice.created_at,
        is_unread=notice.read_at is None,
    )


def sentence(notice):
    """What a mail says of a notice that came with the same, as plain text, below the thread that it is about."""
    _icon, text = SAID.get(notice.event or notice.kind, UNKNOWN)
    return str(SAID_THERE.get(notice.event or notice.kind, text)).format(
        who=notice.actor.name if notice.actor else _("Somebody"),
        thread=_("“%(title)s”") % {"title": notice.post.thread.title} if notice.post else "",
        group=notice.group.name if notice.group else "",
        document=_("“%(title)s”") % {"title": notice.document.title} if notice.document else "",
        until=_until(notice),
    )


def _name(actor):
    return format_html("<bdi>{}</bdi>", actor.name) if actor else _("Somebody")


def _until(notice):
    """Until when something was asked; while it still is, as the end was moved since."""
    if notice.due_at is None:
        return ""
    if notice.event == "review_due":
        return date_format(notice.due_at.date(), _("j F Y"))
    document = notice.document
    goes_on = document.step_ends_at and document.step_since <= notice.created_at
    until = document.step_ends_at if goes_on else notice.due_at
    return date_format(timezone.localtime(until), _("l j F, H:i"))


def target(notice):
    """Where a notice that came `for_inbox()` leads. One query at most."""
    name, of_group = LEADS_TO.get(notice.event, ("", False))
    if name:
        return reverse(name, args=[notice.group.slug] if of_group and notice.group else [])
    if notice.document:
        return _in_document(notice)
    if notice.post:
        return notice.post.get_absolute_url()
    return notice.group.get_absolute_url() if notice.group else reverse("notices")


def _in_document(notice):
    if notice.objection_id:
        return reverse("objection", args=[notice.objection_id])
    document, found = notice.document, None
    if notice.event in OF_CALLS:
        found = document.calls.filter(opened_at__lte=notice.created_at).order_by("-opened_at").first()
    elif notice.event in OF_PUBLICATIONS:
        versions = document.publications.filter(published_at__lte=notice.created_at)
        found = versions.defer("record").newest_first().first()
    return (found or document).get_absolute_url()
