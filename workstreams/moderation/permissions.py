"""Who may flag, who may decide, and who may look again."""

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
    return not post.cases.open().filter(flags__raised_by=user.pk).exists()


def can_undo(user, decision):
    """Who takes a decision back: who decides in its group, but nobody whom it concerns or who flagged the case."""
    if not can_moderate(user, decision.group) or decision.subject_id == user.pk:
        return False
    if decision.statements.filter(recipient=user.pk).exists():
        return False
    return decision.case is None or not part_in_case(user, decision.case, decision.case.flags.all())


def can_appeal(user, statement):
    """Whoever a statement of reasons went to, also without a seat or while suspended."""
    return user.is_authenticated and user.pk == statement.recipient_id


def can_decide_appeal(user, appeal):
    """Another lead of the group or the secretariat: not who decided first, not who appeals, nor another whom the same
    decision concerns."""
    if not can_moderate(user, appeal.group) or user.pk in {appeal.first_decided_by_id, appeal.appellant_id}:
        return False
    return not appeal.statement.decision.statements.filter(recipient=user.pk).exists()


def can_read_log(user, group):
    """The group's leads read what was done in it, the secretariat everything."""
    return can_moderate(user, group)
