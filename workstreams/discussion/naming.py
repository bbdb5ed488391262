"""A text rendered for the group in which it stands: whom it calls, and which threads it names."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from workstreams.discussion.models import MENTIONS, FormerThread, Thread
from workstreams.groups.audience import who_see
from workstreams.markup.calling import handles_in, numbers_in
from workstreams.markup.rendering import render_calling


@dataclass(frozen=True)
class Named:
    """A text as HTML, and the ids of the members whom it calls outside its quotes."""

    html: str
    called: frozenset

    @property
    def wrong(self):
        """What has to be put right, in words; "" for nothing."""
        if len(self.called) <= MENTIONS:
            return ""
        return _(
            "This calls %(has)s people, and %(most)s at most are told of a post. Name the others without the @."
        ) % {
            "has": len(self.called),
            "most": MENTIONS,
        }


def rendered(body, group):
    """The text as it stands in a post of this group. Only those who see the group are called; other handles stay what
    was typed, and so do numbers that no thread has. No query for a text that neither calls nor names."""
    members = _members(handles_in(body), group)
    text = render_calling(
        body,
        mentions={handle: reverse("member", args=[pk]) for handle, pk in members.items()},
        references={number: f"/workstreams/threads/{number}/" for number in _threads(numbers_in(body))},
    )
    return Named(text.html, frozenset(members[handle] for handle in text.called))


def _members(handles, group):
    if not handles:
        return {}
    called = who_see(group).filter(Q(handle__in=handles) | Q(former_handles__overlap=list(handles)))
    # A former handle is nobody else's, and leads to whom it called when the text was written.
    return {
        handle: pk
        for pk, now, former in called.values_list("pk", "handle", "former_handles")
        for handle in (now, *former)
        if handle in handles
    }


def _threads(numbers):
    if not numbers:
        return set()
    # Of any group: the link leads on only whoever may read there, and tells the others as much as the number does.
    numbers = [number for number in numbers if number < 2**63]
    threads = Thread.objects.filter(pk__in=numbers).values_list("pk", flat=True)
    return set(threads.union(FormerThread.objects.filter(pk__in=numbers).values_list("pk", flat=True)))
