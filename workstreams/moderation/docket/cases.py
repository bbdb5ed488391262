"""The queue of a desk: its cases with their flags and the words that they are about. No writes."""

import html
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from members.models import Member, Sector
from workstreams.discussion.models import Post
from workstreams.discussion.texts import title_begun
from workstreams.moderation.docket.ages import age
from workstreams.moderation.docket.words import state_as_read, words_of
from workstreams.moderation.models import Case, Decision, Flag, Statement
from workstreams.moderation.permissions import part_in_case

EXCERPT = 300
EARLIER = 5
About = Case.About


@dataclass(frozen=True)
class Row:
    """A case with its flags, the oldest first, as one reader meets it.

    `post` is the post that it is about, or in which it stands, with the words that this reader may read; None for a
    profile. `part` as `permissions.part_in_case`; `holder`: "you", "another" or "", who has taken it.
    """

    case: Case
    post: Post | None
    flags: list
    part: str
    holder: str

    @property
    def pk(self):
        return self.case.pk

    @property
    def about(self):
        return self.case.about

    @cached_property
    def age(self):
        return age(self.case.opened_at)

    @cached_property
    def reasons(self):
        """Each reason once, in words, in the order in which they were given."""
        return list(dict.fromkeys(flag.get_reason_display() for flag in self.flags))

    @cached_property
    def sectors(self):
        """The sectors of those who flagged, each once, in the fixed order."""
        return sorted({flag.sector for flag in self.flags if flag.sector}, key=lambda sector: sector.position)

    @cached_property
    def notes(self):
        """What those who flagged said, and what they added: (flag, sentences)."""
        said = [(flag, [flag.note, *[one.text for one in flag.additions.all()]]) for flag in self.flags]
        return [(flag, [one for one in sentences if one]) for flag, sentences in said if any(sentences)]

    @cached_property
    def sector(self):
        """The sector of whose it is: of the day on which they said it, or for a profile today's."""
        if self.post and self.post.author_id == self.case.author_id:
            return self.post.sector
        return getattr(self.case.author.affiliation, "sector", None) if self.about == About.PROFILE else None

    @cached_property
    def kind(self):
        """What it is, before the name of whose it is."""
        if self.about == About.POST:
            return _("Reply by") if self.post.depth else _("Thread by")
        return {About.TITLE: _("Title by"), About.FILE: _("File by"), About.PROFILE: _("Profile of")}[self.about]

    @cached_property
    def url(self):
        """Where it stands."""
        if self.about == About.PROFILE:
            return reverse("member", args=[self.case.author_id])
        here = self.case.attachment if self.about == About.FILE else None
        return (here or self.post).get_absolute_url()

    @cached_property
    def place(self):
        """Where it stands, in words."""
        if self.about == About.PROFILE:
            return _("What they tell of themselves")
        if self.about == About.FILE:
            return self.case.attachment.name if self.case.attachment else _("A file that is gone")
        return title_begun(self.post) if self.about == About.TITLE else self.post.thread.title

    @cached_property
    def excerpt(self):
        """The first words of it, without marks; as text, so a template has to escape it. "" for a title and a file,
        which `place` names."""
        if self.about in {About.TITLE, About.FILE}:
            return ""
        words = strip_tags(self.post.shown_html) if self.post else words_of(self.case)
        words = " ".join(html.unescape(words).split())
        return words if len(words) <= EXCERPT else f"{words[:EXCERPT].rsplit(' ', 1)[0]} …"

    @property
    def seen(self):
        """What names the words as this page shows them. One query for a post: its text."""
        return state_as_read(self.case)

    @property
    def words(self):
        return words_of(self.case)

    @property
    def by_rule(self):
        """Whether the rule on spam has hidden it until somebody decides."""
        return bool(self.about == About.POST and self.post.hidden_at and self.post.hidden_by_id is None)


def queue(user, group=None):
    """The cases that wait at the desk of a group, the longest waiting first; without a group at the secretariat's."""
    cases = Case.objects.visible_to(user).open().longest_waiting()
    return cases.of_leads().filter(group=group) if group else cases.of_secretariat()


def place_in(queue, number):
    """How many of the queue stand before the case with this number; None where it is not in it. Two queries."""
    found = queue.filter(pk=number).values_list("opened_at", flat=True).first()
    if found is None:
        return None
    return queue.order_by().filter(Q(opened_at__lt=found) | Q(opened_at=found, pk__lt=number)).count()


def rows(cases, user):
    """These cases as rows, in their order. As many queries for one as for twenty: cases, flags, sectors, additions,
    posts, and for a profile its affiliation."""
    flags = Flag.objects.for_desk(user).select_related("sector").prefetch_related("additions").order_by("pk")
    cases = cases.select_related("group", "author__profile", "claimed_by", "escalated_by", "attachment")
    cases = list(cases.prefetch_related(Prefetch("flags", queryset=flags)))
    posts = (
        Post.objects.visible_to(user)
        .readable_by(user)
        .select_related("author", "sector", "organisation", "thread__group")
        .annotate(is_answered=Exists(Post.objects.filter(parent=OuterRef("pk"))))
        .in_bulk([case.post_id for case in cases if case.post_id])
    )
    _know_affiliations([case.author for case in cases if case.about == About.PROFILE])
    return [_row(case, posts.get(case.post_id), user) for case in cases if case.post_id in {None, *posts}]


def row(case, user):
    """One case as a row."""
    return rows(Case.objects.filter(pk=case.pk), user)[0]


def _row(case, post, user):
    if post:
        case.post = post
    flags = list(case.flags.all())
    holder = "you" if case.claimed_by_id == user.pk else "another" if case.claimed_by_id else ""
    return Row(case=case, post=post, flags=flags, part=part_in_case(user, case, flags), holder=holder)


def _know_affiliations(authors):
    if authors:
        known = Member.objects.with_affiliation().in_bulk([author.pk for author in authors])
        for author in authors:
            author.current_affiliations = known[author.pk].current_affiliations


def all_sectors():
    """Every sector in its fixed order: those that flagged stand out among them. One query."""
    return list(Sector.objects.all())


def answered_by(post, user):
    """The post that this one answers, or None. One query."""
    parents = Post.objects.visible_to(user).readable_by(user).select_related("author", "sector")
    return parents.filter(pk=post.parent_id).first()


def earlier_decisions(case, user):
    """The latest few decisions in the same group about the same member, the newest first, those that hid their post
    along with others too. One query."""
    theirs = Q(subject=case.author_id) | Q(pk__in=Statement.objects.filter(recipient=case.author_id).values("decision"))
    decisions = Decision.objects.visible_to(user).filter(theirs, group=case.group_id)
    return list(
        decisions.select_related("post__thread__group")
        .defer("post__body", "post__body_html")
        .annotate(was_appealed=Exists(decisions.filter(pk=OuterRef("pk"), statements__appeal__isnull=False)))[:EARLIER]
    )
