"""Who is told of what: read from the rows as they stand when a worker asks."""

from django.db.models import Case, CharField, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from workstreams.discussion.models import Following, GroupFollowing, Mention
from workstreams.groups.audience import who_see
from workstreams.groups.models import Participation
from workstreams.notices.models import Choice, Notice, mailed_at_first

Kind = Notice.Kind
Level = Following.Level


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
