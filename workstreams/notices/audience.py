"""Who is told of what: read from the rows as they stand when a worker asks."""

from itertools import islice

from django.db.models import Case, CharField, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from members.models import Member
from workstreams.consensus.models import Call, Position
from workstreams.consultations.models import Comment
from workstreams.discussion.models import Following, GroupFollowing, Mention
from workstreams.duties.due import due_of
from workstreams.duties.shape import Kind as Asked
from workstreams.groups.audience import who_see
from workstreams.groups.models import Participation
from workstreams.notices import events
from workstreams.notices.models import Choice, Notice, mailed_at_first
from workstreams.recommendations.models import Quote, Revision
from workstreams.recommendations.steps import Step

Kind = Notice.Kind
Level = Following.Level
AT_ONCE = 500
#: What an event asks of those whom it tells.
ASKS = {
    "call_opened": {Asked.POSITION},
    "consensus_call_ends": {Asked.POSITION},
    "adoption_call_ends": {Asked.COMMENT},
    "last_call_ends": {Asked.COMMENT},
    "consultation_ends": {Asked.COMMENT},
    "step_over": {Asked.STEP, Asked.OUTCOME},
    "objection_raised": {Asked.OBJECTIONS},
    "review_due": {Asked.REVIEW},
}
#: What is told of a step as long as the text is in it.
SINCE = {
    "adoption_asked": Step.ADOPTION_CALL,
    "last_call_opened": Step.LAST_CALL,
    "consultation_opened": Step.CONSULTATION,
    "call_opened": Step.CONSENSUS_CALL,
}


def of_post(post):
    """Whom a post tells of itself, as (member id, kind, kinds that come to them by mail), each member once for the
    strongest of their reasons: that they were called, answered, or watch. Never its author, those who muted the thread
    or its group, those who do not see it, nor kinds that are not wanted. One query. `post` came with its thread, group
    and parent."""
    thread = post.thread
    members = (
        who_see(thread.group)
        .exclude(pk=post.author_id)
        .annotate(
            level=Coalesce(
                Subquery(Following.objects.filter(member=OuterRef("pk"), thread=thread).values("level")),
                Subquery(GroupFollowing.objects.filter(member=OuterRef("pk"), group=thread.group_id).values("level")),
                Value(Level.NORMAL.value),
            )
        )
    )
    watched = Kind.POST if post.parent else Kind.THREAD
    reasons = [
        (Kind.MENTION, Q(Exists(Mention.objects.filter(member=OuterRef("pk"), post=post)))),
        (Kind.REPLY, Q(pk=post.parent.author_id) if post.parent else Q(pk__in=[])),
        (watched, Q(level=Level.WATCHING)),
    ]
    strongest = Case(
        *[When(reason & ~_unwanted(kind), then=Value(kind.value)) for kind, reason in reasons],
        default=Value(""),
        output_field=CharField(),
    )
    told = members.exclude(level=Level.MUTED).annotate(told=strongest, mailed=_mailed()).exclude(told="")
    return told.order_by("pk").values_list("pk", "told", "mailed")


def of_group(group, *, besides):
    """The members who sit in a group and want to be told of it, but the one who did it, as (member id, kinds that come
    to them by mail). One query."""
    seats = Participation.objects.current().filter(group=group, member=OuterRef("pk"))
    told = who_see(group).filter(Exists(seats)).exclude(_unwanted(Kind.GROUP))
    muted = GroupFollowing.objects.filter(group=group, member=OuterRef("pk"), level=Level.MUTED)
    return (
        told.exclude(Exists(muted))
        .exclude(pk=besides)
        .annotate(mailed=_mailed())
        .order_by("pk")
        .values_list("pk", "mailed")
    )


def of_text(owed):
    """Those whom something that happened to a text concerns, as (member id, kinds that come to them by mail): who may
    read it and want to be told of it, but the one who did it and those who muted its group. Of an event that asks
    something, only those who have not done it. Three queries; eleven more for five hundred that may be asked."""
    document, name = owed.document, owed.event
    went_on = name in SINCE and document.where != SINCE[name]
    if went_on or (name == "objection_raised" and owed.objection.state != "open"):
        # So it was when the worker came: it asks nobody any more.
        return
    muted = GroupFollowing.objects.filter(group=document.group_id, member=OuterRef("pk"), level=Level.MUTED)
    told = (
        _concerned(name, document)
        .exclude(_unwanted(Kind(events.event(name).kind)))
        .exclude(Exists(muted))
        .exclude(pk=owed.actor_id)
        .annotate(mailed=_mailed())
        .select_related("membership")
        .order_by("pk")
    )
    told = told.iterator(chunk_size=AT_ONCE)
    while some := list(islice(told, AT_ONCE)):
        asked = _asked(owed, some) if name in ASKS else {member.pk for member in some}
        yield from ((member.pk, member.mailed) for member in some if member.pk in asked)


def _asked(owed, members):
    """Those among these of whom the text asks now what the event says, until the same moment."""
    return {
        pk
        for pk, dues in due_of(members).items()
        for due in dues
        if due.kind in ASKS[owed.event] and due.document == owed.document_id and due.when == owed.due_at
    }


def _concerned(name, document):
    if name in {"call_opened", "consensus_call_ends"}:
        everybody = Q(Exists(Call.objects.open().filter(recommendation=document, parties=Call.Parties.ALLIANCE)))
        return _readers(document).filter(everybody | _seated(document))
    if name in {"adopted", "returned"}:
        return _readers(document).filter(_seated(document) | _took_position(document))
    if name in {"published", "superseded", "withdrawn"}:
        return _readers(document).filter(_wrote(document) | _took_position(document) | _credited(document))
    return _readers(document).filter(_seated(document))


def _readers(document):
    """Who may read something of it, as `visible_to` says it of one person; a text that was opened is read by all
    members."""
    if document.revisions.exclude(audience=Revision.Audience.GROUP).exists():
        active = Member.objects.active_in_alliance().filter(pk=OuterRef("pk"))
        return Member.objects.filter(Q(Exists(active)) | Q(is_staff=True), is_active=True)
    return who_see(document.group)


def _seated(document, **more):
    seats = Participation.objects.current().filter(group=document.group_id, member=OuterRef("pk"), **more)
    return Q(Exists(seats))


def _took_position(document):
    return Q(Exists(Position.objects.filter(call__recommendation=document, member=OuterRef("pk"))))


def _wrote(document):
    """The editors and leads of its group, and whoever wrote a revision."""
    revisions = Revision.objects.filter(recommendation=document, written_by=OuterRef("pk"))
    return _seated(document, role__in=["lead", "editor"]) | Q(Exists(revisions))


def _credited(document):
    """Whose comments were taken up, and whose posts are quoted."""
    taken = Comment.objects.of_document(document).filter(disposition__outcome__in=["accepted", "in_part"])
    quotes = Quote.objects.filter(clause__recommendation=document, post__author=OuterRef("pk"))
    return Q(Exists(taken.filter(author=OuterRef("pk")))) | Q(Exists(quotes))


def wants(member, kind):
    """Whether a member wants notices of this kind."""
    return not Choice.objects.filter(member=member, unwanted__contains=[kind]).exists()


def wants_by_mail(member, kind):
    """Whether notices of this kind come to a member by mail as well. Decisions about oneself always do."""
    choice = Choice.objects.filter(member=member).first() or Choice(member=member)
    return choice.comes_by_mail(kind)


def _mailed():
    first = Value(mailed_at_first(), output_field=Choice._meta.get_field("mailed"))
    return Coalesce(Subquery(Choice.objects.filter(member=OuterRef("pk")).values("mailed")), first)


def _unwanted(kind):
    return Q(Exists(Choice.objects.filter(member=OuterRef("pk"), unwanted__contains=[kind.value])))
