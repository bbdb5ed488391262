"""What the head of every page shows of its reader."""

from functools import cached_property

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, Func, IntegerField, OuterRef
from django.db.models.functions import Lower
from django.urls import reverse

from members.models import Member
from members.permissions import is_secretariat, standing
from members.second_factor import lacks_second_factor
from portal.postoffice.models import Mailbox
from portal.prepared import Prepared
from workstreams.discussion import unread
from workstreams.groups.models import WorkingGroup
from workstreams.moderation import docket
from workstreams.notices.models import Notice

# The pages that are drawn as a desk.
DESK = {
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
    "desk_appeals",
    "desk_decided",
    "desk_held",
    "desk_log",
    "desk_requests",
    "desks",
}

# The pages about texts, wherever they stand: documents, comments, calls and publications.
TEXTS = {
    "call",
    "call_objections",
    "call_open",
    "call_positions",
    "clause_comments",
    "clause_trace",
    "comment",
    "comment_answer",
    "comment_confirm",
    "comment_dispose",
    "comment_hide",
    "comment_sent",
    "comment_take_over",
    "consultation_close",
    "consultation_end",
    "consultation_open",
    "dispositions",
    "dispositions_import",
    "my_comments",
    "my_contributions",
    "objection",
    "objection_answer",
    "objection_overrule",
    "objection_resolve",
    "outcome",
    "position",
    "publication",
    "publication_pdf",
    "publications",
    "publish",
    "quote_into",
    "recommendation",
    "recommendation_changes",
    "recommendation_clause",
    "recommendation_deadline",
    "recommendation_edit",
    "recommendation_history",
    "recommendation_new",
    "recommendation_review",
    "recommendation_revision",
    "recommendation_step",
    "recommendation_title",
    "revision_comments",
    "supersede_publication",
    "texts",
    "withdraw_publication",
}


class Masthead:
    """The reader's affiliation, what waits at the desks of the groups they lead, and in which part of the portal they
    are. Asked only when shown: one query at most for a member, none for a visitor.

    `page`: the url name of the page, `path`: its address; "" where there is none.
    """

    def __init__(self, user, *, page="", path=""):
        self._user = user
        self._page = page
        self._path = path

    @cached_property
    def affiliation(self):
        """The current affiliation with its sector and organisation, or None."""
        return self._user.affiliation if self._user.is_authenticated else None

    @cached_property
    def _waiting(self):
        """What waits at each desk of the groups that one leads, how many notices are unread, and whether mail to one's
        address has stopped. What waits over the whole alliance stands on the secretariat's own desk."""
        if not self._user.is_authenticated:
            return [], 0, False
        desks, notices, mail_stopped = _WAITING.ask(standing(self._user), user=self._user)[0]
        return desks or [], notices, mail_stopped

    @property
    def notices(self):
        """How many notices are unread, as it is shown; "" for none."""
        count = self._waiting[1]
        return unread.shown(count) if count else ""

    @property
    def mail_stopped(self):
        """Whether no more mail goes to the reader's address, for too much came back from there."""
        return self._waiting[2]

    @property
    def lacks_second_factor(self):
        """Whether the reader holds an office that they cannot use yet for want of a second factor."""
        return lacks_second_factor(self._user) and (self._user.is_staff or self.leads)

    @property
    def leads(self):
        return bool(self._waiting[0])

    @property
    def desk_url(self):
        """The one desk of a reader who leads a group or works for the secretariat, else ""."""
        return reverse("desks") if self.leads or is_secretariat(self._user) else ""

    @property
    def waiting(self):
        """How much waits at these desks: flags, requests to join, first posts, appeals."""
        return sum(self._waiting[0])

    @property
    def facts(self):
        """All that the frame of a page depends on, or None where it is drawn anew: with a warning that leads back."""
        if not self._user.is_authenticated:
            return (self.section,)
        if self.lacks_second_factor or self.mail_stopped:
            return None
        user, affiliation = self._user, self.affiliation
        speaks_for = affiliation and (affiliation.sector.mark, affiliation.sector.name, str(affiliation.organisation))
        office = (user.is_active_member, user.is_staff, self.desk_url, self.waiting, self.notices)
        return (user.pk, user.name, speaks_for, office, self.section)

    @property
    def section(self):
        """The part of the portal that the page belongs to: "desk" for those who have one, "texts", "groups", or ""."""
        if self._page in DESK and self.desk_url:
            return "desk"
        if self._page in TEXTS:
            return "texts"
        return "groups" if self._page == "area" or self._path.startswith(reverse("groups")) else ""


_WAITING = Prepared(
    lambda user: (
        Member.objects.filter(pk=user.pk)
        .annotate(
            desks=ArraySubquery(docket.with_waiting(WorkingGroup.objects.led_by(user)).values(all=docket.everything())),
            unread=Func(
                ArraySubquery(Notice.objects.visible_to(user).unread().values("pk")[: unread.MOST]),
                function="CARDINALITY",
                output_field=IntegerField(),
            ),
            mail_stopped=Exists(
                Mailbox.objects.stopped().annotate(lower=Lower("address")).filter(lower=Lower(OuterRef("email")))
            ),
        )
        .values_list("desks", "unread", "mail_stopped")
    ),
    one_plan=True,
)


def masthead(request):
    match = request.resolver_match
    return {"masthead": Masthead(request.user, page=match.url_name if match else "", path=request.path)}
