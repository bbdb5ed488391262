"""What a statement of reasons says, for the page and the mail alike (EU Digital Services Act, Art. 17). No writes.

Words, titles, names of groups and addresses are asked for as the reader may see them now: what has gone out of sight
since is not told by the statement either.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from workstreams.groups.models import WorkingGroup
from workstreams.moderation import rulebook
from workstreams.moderation.grounds import sentences
from workstreams.moderation.grounds.drafting import draft, own_posts
from workstreams.moderation.grounds.sentences import appeal_decider, decider, moment, restored
from workstreams.moderation.grounds.sight import Sight, group_name, named

__all__ = [
    "Grounds",
    "Rule",
    "appeal_decider",
    "decider",
    "draft",
    "ended_heading",
    "heading",
    "headings",
    "moment",
    "of",
    "of_decision",
    "own_posts",
    "restored",
]


@dataclass(frozen=True)
class Rule:
    """A paragraph of the rules as it stood when it was applied. `url` is "" where another version holds by now."""

    number: str
    words: str
    version: str
    url: str


@dataclass(frozen=True)
class Grounds:
    """The parts of a statement, each a sentence or some, in plain text, but for `quoted_html`: the same
    words as `quoted`, rendered and safe. What does not apply is "" or None."""

    heading: str
    what: str
    url: str
    posts: list
    quoted: str
    quoted_html: str
    reason: str
    rule: Rule | None
    no_rule: str
    scope: str
    duration: str
    decider: str
    means: str
    flagged: str
    follows: str


def of(statement, reader=None):
    """The grounds of a statement as `reader` may read them, by default whom it is for. A few queries."""
    decision, reader = statement.decision, reader or statement.recipient
    sight = Sight(statement, reader)
    return Grounds(
        heading=sentences.heading(statement, sight.group),
        what=sentences.what(statement, sight),
        url=sight.url,
        posts=sight.posts,
        quoted=sight.quoted,
        quoted_html=sight.quoted_html,
        reason=decision.reason,
        rule=_rule(decision),
        no_rule=sentences.no_rule(decision),
        scope=sentences.scope(statement),
        duration=sentences.duration(decision),
        decider=decider(decision),
        means=sentences.means(decision),
        flagged=sentences.flagged(decision),
        follows=sentences.follows(decision),
    )


def heading(statement, reader=None):
    """What happened, in one line: the subject of the mail, the title of the page."""
    return sentences.heading(statement, group_name(statement.decision, reader or statement.recipient))


def headings(statements, reader):
    """The lines of `heading` for a list of statements. One query, however many they are."""
    groups = {statement.decision.group_id for statement in statements}
    seen = set(WorkingGroup.objects.visible_to(reader).filter(pk__in=groups - {None}).values_list("pk", flat=True))
    return [
        sentences.heading(statement, named(statement.decision, statement.decision.group_id in seen))
        for statement in statements
    ]


def ended_heading(statement):
    """That it happened no more, in one line."""
    group = group_name(statement.decision, statement.recipient)
    if not group:
        return _("A decision about you was taken back")
    return _("A decision about you in %(group)s was taken back") % {"group": group}


def of_decision(path):
    """What `of` reads of a decision, for `select_related`: `path` leads to it."""
    return [f"{path}__{name}" for name in ("group", "post__thread", "attachment", "case", "held__thread", "rules")]


def _rule(decision):
    if not decision.rule:
        return None
    version = decision.rules
    now = rulebook.in_force()
    holds = now is not None and now.pk == version.pk
    return Rule(
        number=decision.rule,
        words=rulebook.words_of(version, decision.rule),
        version=version.version,
        url=f"{reverse('rules')}#rule-{decision.rule}" if holds else "",
    )
