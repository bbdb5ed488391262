"""Who may flag, who may decide, and who may look again."""

from django.db.models import Q

from members.permissions import is_active_member, is_secretariat
from workstreams.groups.permissions import can_lead, can_see


def can_flag(user, post):
    """Every active member who may read the post flags it, its thread's title and its files, except its author."""
    return is_active_member(user) and user.pk != post.author_id and can_see(user, post.thread.group)


def can_flag_profile(user, member):
    """Every active member flags what another tells of themselves."""
    return is_active_member(user) and user.pk != member.pk


def can_add_to_flag(user, flag):
    """Whoever raised a flag adds to it, and nobody else."""
    return is_active_member(user) and user.pk == flag.raised_by_id


def can_see_desk(user, group):
    """The group's leads and the secretariat."""
    return can_lead(user, group)


def can_see_alliance_desk(user):
    """The secretariat decides what stands in no group, and what was passed on to it."""
    return is_secretariat(user)


def can_moderate(user, group):
    """Who decides in a group, `None` for what stands in none: its leads, and the secretariat everywhere."""
    return is_secretariat(user) if group is None else can_lead(user, group)


def part_in_case(user, case, flags):
    """What makes the user a party who must not decide: "author", "flagger", or "" for nothing.

    `flags`: the flags of the case. No query where they are at hand.
    """
    if case.author_id == user.pk:
        return "author"
    return "flagger" if any(flag.raised_by_id == user.pk for flag in flags) else ""


def can_work_on(user, case):
    """Who takes a case, passes it on and decides it: a lead of its group, the secretariat alone once it was passed on;
    never whose it is, nor who raised one of its flags."""
    if not can_moderate(user, None if case.escalated_at else case.group):
        return False
    return not part_in_case(user, case, case.flags.all())


def can_decide(user, post):
    """Who hides a post of their own accord: a lead of the group, not on an own post, and not where they raised an open
    flag on it."""
    if not can_lead(user, post.thread.group) or post.author_id == user.pk:
        return False
    barred = Q(flags__raised_by=user.pk)
    if not is_secretariat(user):
        # What was passed on is the secretariat's.
        barred |= Q(escalated_at__isnull=False)
    return not post.cases.open().filter(barred).exists()


def can_undo(user, decision):
    """Who takes a decision back: who decides in its group, and in that where its post stands by now; but nobody whom it
    concerns or who flagged the case."""
    passed_on = decision.case and decision.case.escalated_at
    if not can_moderate(user, None if passed_on else decision.group) or decision.subject_id == user.pk:
        return False
    if decision.post and not can_lead(user, decision.post.thread.group):
        return False
    if decision.statements.filter(recipient=user.pk).exists():
        return False
    return decision.case is None or not part_in_case(user, decision.case, decision.case.flags.all())


def can_appeal(user, statement):
    """Whoever a statement of reasons went to, also without a seat or while suspended."""
    return user.is_authenticated and user.pk == statement.recipient_id


def part_in_appeal(user, appeal):
    """What makes the user a party who must not decide an appeal: that they "decided" first, are the "appellant", are
    "concerned" by the same decision, or raised a flag that led to it ("flagger"); "" for nothing.

    No query where the statements of the decision and the flags of its case are at hand.
    """
    if appeal.first_decided_by_id == user.pk:
        return "decided"
    if appeal.appellant_id == user.pk:
        return "appellant"
    decision = appeal.statement.decision
    if any(statement.recipient_id == user.pk for statement in decision.statements.all()):
        return "concerned"
    flags = decision.case.flags.all() if decision.case_id else ()
    return "flagger" if any(flag.raised_by_id == user.pk for flag in flags) else ""


def can_decide_appeal(user, appeal):
    """Another lead of the group or the secretariat: not who decided first, nor who appeals, whom the same decision
    concerns, or who flagged what it is about."""
    return can_moderate(user, appeal.group) and not part_in_appeal(user, appeal)
