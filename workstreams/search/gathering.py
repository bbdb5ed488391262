"""The groups and people that a reader finds, and what is offered while they type. Reading only; who may be found is
asked of the groups and of the directory."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString

from workstreams.directory.listing import found as members_found
from workstreams.directory.permissions import can_read_directory
from workstreams.discussion.models import Thread
from workstreams.groups.models import WorkingGroup
from workstreams.markup.asking import read
from workstreams.markup.marking import excerpt, marked, places, words_of
from workstreams.markup.terms import terms

SUGGESTED = 4


@dataclass(frozen=True)
class GroupHit:
    """A group with what was asked marked in its name and purpose, as safe HTML."""

    group: WorkingGroup
    name: SafeString
    purpose: SafeString


@dataclass(frozen=True)
class Suggestion:
    """A place to go to at once. `kind`: "group", "thread" or "member"."""

    kind: str
    url: str
    name: str


def groups_found(user, asked):
    """The groups of which this user may know and whose name, area or purpose says it, those named so first. Words
    count from their beginning: "regul" finds regulation. One query."""
    hits = []
    for group in WorkingGroup.objects.visible_to(user).select_related("area").defer("charter").order_by("name"):
        name, whole = _line(group.name), _line(f"{group.name} {group.area.name} {group.purpose}")
        if asked.wanted and _says(whole, asked):
            hits.append((not _says(name, asked), _group_hit(group, asked)))
    return [hit for _not_named, hit in sorted(hits, key=lambda one: one[0])]


def members_by(user, text):
    """The members whom this user finds in the directory by name, or by the organisation that they speak for."""
    return members_found(user, q=text) | members_found(user, organisation=text)


def suggestions(user, text):
    """Groups, members and threads of that name, as far as this user may know of them: four of each at most. Three
    queries, none for fewer than two signs."""
    text = " ".join(text.split())
    asked = read(text)
    if len(text) < 2 or not asked.wanted:
        return []
    groups = [Suggestion("group", hit.group.get_absolute_url(), hit.group.name) for hit in groups_found(user, asked)]
    members = members_found(user, q=text)[:SUGGESTED] if can_read_directory(user) else []
    threads = Thread.objects.visible_to(user).titled(text).select_related("group")[:SUGGESTED]
    return [
        *groups[:SUGGESTED],
        *[Suggestion("thread", thread.get_absolute_url(), thread.title) for thread in threads],
        *[Suggestion("member", reverse("member", args=[member.pk]), member.name) for member in members],
    ]


def _line(text):
    return f" {terms(text)} "


def _says(line, asked):
    wanted = all(any(f" {_of(form)}" in line for form in forms) for forms in asked.wanted)
    return wanted and not any(f" {_of(form)} " in line for form in asked.unwanted)


def _of(form):
    return " ".join(form).removesuffix("*")


def _group_hit(group, asked):
    beginnings = tuple(asked.words)
    shown = []
    for text, as_html in ((group.name, marked), (group.purpose, excerpt)):
        those = {word for word in words_of(text) if beginnings and word.startswith(beginnings)}
        shown.append(as_html(text, places(text, those, asked.runs)))
    return GroupHit(group, *shown)
