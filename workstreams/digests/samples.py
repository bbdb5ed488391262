"""The digest, with invented content (see portal.postoffice.samples). Nothing is written."""

from datetime import timedelta
from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _

from members.samples import somebody
from portal.postoffice.samples import Sample
from workstreams.digests import emails
from workstreams.digests.contents.shape import (
    Change,
    GroupNews,
    Matter,
    News,
    Said,
    SearchNews,
    Section,
    Sector,
    ThreadNews,
)
from workstreams.digests.models import Digest, Subscription
from workstreams.duties.shape import Due, Kind

MARKS = ("private", "public", "civil", "academia", "international")


def mails():
    """A week with something of everything, and the last one for somebody who does not come."""
    news = _news()
    yield Sample("email/digest", _("The digest of a week"), partial(_written, news), "week")
    yield Sample("email/digest", _("The last digest: nobody came for 180 days"), partial(_written, news, True), "last")


def _written(news, is_last=False):
    until = timezone.now()
    row = Digest(
        pk=0,
        subscription=Subscription(pk=0, member=somebody(), time_zone="America/Lima"),
        due_at=until,
        window_from=until - timedelta(days=7),
        window_to=until,
        is_last=is_last,
    )
    return emails.digest(row, news)


def _news():
    now, group = timezone.now(), _("Graded model access")
    slug = "graded-model-access"
    names = [_("Private sector"), _("Public sector"), _("Civil society"), _("Academia"), _("International")]
    said = Said(812, "Mei-Ling Chow", names[0], "Harbour Cloud", _("Thirty days are enough for a first answer."))
    thread = ThreadNews(7, slug, _("Who may see full weights"), "Rafael Quispe", "", (1, 3, 4), 6, True, (said,))
    return News(
        matters=(Matter("requests", 2, now - timedelta(days=3), group, slug),),
        dues=(
            _due(Kind.POSITION, 4, _("Graded access to frontier models"), group, slug, until=now + timedelta(days=3)),
            _due(Kind.COMMENTS, 5, _("Terms of reference for red teams"), group, slug, n=4),
        ),
        groups=(GroupNews(3, slug, group, True, (thread,), 4),),
        sections=(
            Section("documents", (_document(group, now),)),
            Section("published", (_publication(group),)),
            Section("changes", (Change("charter", group, "/workstreams/", number=4, day=now),)),
        ),
        searches=(SearchNews(_("escrow"), "escrow", (said,), False),),
        sectors=tuple(
            Sector(pk=pk, name=name, mark=mark) for pk, (name, mark) in enumerate(zip(names, MARKS, strict=True), 1)
        ),
        seats=2,
    )


def _due(kind, number, title, group, slug, **more):
    return Due(kind, number, title, 3, group, slug, "/calls/4/", "consensus_call", number, **more)


def _document(group, now):
    words = {"title": _("Notice before a model is withdrawn"), "note": _("Thirty days instead of ten.")}
    ends = now + timedelta(days=9)
    return Change("document", group, "/workstreams/", number=3, step="last_call", day=ends, **words)


def _publication(group):
    title = _("A shared register of incidents")
    return Change("publication", group, "/publications/", title=title, note="AGA-2026-001 v1.0")
