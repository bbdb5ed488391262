"""Appeals as they lie on a desk, for those who look again. No writes."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from members.models import Member
from workstreams.moderation.docket.ages import age
from workstreams.moderation.models import Appeal, Decision, Flag, Statement
from workstreams.moderation.permissions import part_in_appeal

#: As many as one looks back at beside what waits.
LATELY = 20


@dataclass(frozen=True)
class AppealRow:
    """An appeal in a list. `part` as `permissions.part_in_appeal` of the reader."""

    appeal: Appeal
    part: str

    @cached_property
    def age(self):
        return age(self.appeal.created_at)

    @property
    def about(self):
        """What the appeal is against, in a few words."""
        decision = self.appeal.statement.decision
        if decision.kind != Decision.Kind.HIDE:
            return decision.get_kind_display()
        return _("Hidden: %(what)s") % {"what": decision.get_scope_display()}

    @property
    def why_not(self):
        """Why this reader leaves it to somebody else, "" where they may decide it."""
        return {
            "": "",
            "decided": _("You decided this first. Somebody else looks at it again."),
            "appellant": _("You appealed this. Somebody else looks at it again."),
            "concerned": _("The same decision concerns you. Somebody else looks at it again."),
            "flagger": _("You flagged this. Somebody else looks at it again."),
        }[self.part]


def appeals(group, user):
    """The open appeals of a group, the longest waiting first; with `group` None, all that this user may see."""
    found = Appeal.objects.visible_to(user).open().longest_waiting()
    return _with_all(found.filter(group=group) if group else found)


def appeal_rows(found, user):
    """These appeals as rows, in their order. Four queries, however many they are."""
    return [AppealRow(appeal=one, part=part_in_appeal(user, one)) for one in found]


def appeals_decided(group, user):
    """The appeals that were decided lately, the latest first, as rows."""
    found = Appeal.objects.visible_to(user).exclude(decided_at=None).order_by("-decided_at", "-pk")
    return appeal_rows(_with_all(found.filter(group=group) if group else found)[:LATELY], user)


def _with_all(found):
    flags = Flag.objects.only("case_id", "raised_by_id")
    statements = Statement.objects.only("decision_id", "recipient_id")
    return found.select_related("group", "statement__decision__case", "decided_by").prefetch_related(
        Prefetch("appellant", queryset=Member.objects.with_affiliation()),
        Prefetch("statement__decision__statements", queryset=statements),
        Prefetch("statement__decision__case__flags", queryset=flags),
    )
