"""The sentences of a statement of reasons, in plain text. No writes."""

from collections import Counter

from django.db.models import Q
from django.utils import dateformat
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workstreams.groups.models import Participation
from workstreams.moderation.models import Decision

Kind, Scope = Decision.Kind, Decision.Scope


def moment(at):
    """A moment in full, in the time zone of whoever reads."""
    return dateformat.format(localtime(at), "j F Y, H:i T")


def decider(decision):
    """Who decided, without a name."""
    if decision.decided_by_id is None:
        return _("a rule of the portal")
    escalated = decision.case_id and decision.case.escalated_at
    group = None if escalated else decision.group_id
    return _who(decision.decided_by_id, group, decision.decided_at)


def appeal_decider(appeal):
    """Who decided an appeal, without a name."""
    return _who(appeal.decided_by_id, appeal.group_id, appeal.decided_at)


def _who(member, group, at):
    return _("a lead of this group") if group and led_then(member, group, at) else _("the secretariat")


def led_then(member, group, at):
    """Whether a member had a lead's seat in a group at that moment, both by their numbers. One query."""
    seats = Participation.objects.filter(member=member, group=group, role=Participation.Role.LEAD, joined_at__lte=at)
    return seats.filter(Q(left_at=None) | Q(left_at__gt=at)).exists()


def follows(decision):
    """What follows from a decision for the person concerned."""
    return _FOLLOWS[key(decision)]()


def restored(decision):
    """What is so again once a decision is reversed or taken back: nothing of what a rule did, where a lead has decided
    the same since, nor where another decision hides the same."""
    if decision.decided_by_id is None and decision.case.decisions.in_force().exclude(kind=Kind.DISMISS).exists():
        return _("A lead has looked at it, and decided. That decision has a statement of its own.")
    if decision.kind == Kind.HIDE and decision.post_id and decision.scope != Scope.FILE and decision.post.hidden_at:
        return _("This decision holds no more. Another one, with a statement of its own, still hides the same words.")
    return _RESTORED[key(decision)]()


def key(decision):
    return decision.kind if decision.kind != Kind.HIDE else f"hide_{decision.scope}"


def heading(statement, group):
    decision = statement.decision
    posts = max(statement.post_count, 1)
    said = {
        "hide_post": lambda: _("A post of yours was hidden in %(group)s"),
        "hide_branch": lambda: ngettext(
            "A post of yours was hidden in %(group)s", "%(n)d posts of yours were hidden in %(group)s", posts
        ),
        "hide_thread": lambda: ngettext(
            "A post of yours was hidden with its thread in %(group)s",
            "%(n)d posts of yours were hidden with their thread in %(group)s",
            posts,
        ),
        "hide_file": lambda: _("A file of yours was hidden in %(group)s"),
        "hide_profile": lambda: _("The text about yourself was hidden"),
        Kind.RETITLE: lambda: _("The title of a thread of yours was changed in %(group)s"),
        Kind.DECLINE: lambda: _("A text of yours was not released in %(group)s"),
        Kind.SILENCE: lambda: _("You cannot write in %(group)s for now"),
        Kind.REMOVE: lambda: _("You are no longer in %(group)s"),
    }
    return said[key(decision)]() % {"group": group, "n": posts}


def what(statement, sight):
    decision, title = statement.decision, sight.title
    about = key(decision)
    if about == "hide_post":
        said = moment(decision.post.created_at)
        if not title:
            return _("It is the post of %(moment)s.") % {"moment": said}
        if decision.post.parent_id is None:
            return _("It is the first post of your thread “%(title)s”, of %(moment)s.") % {
                "title": title,
                "moment": said,
            }
        return _("It is your reply in the thread “%(title)s”, of %(moment)s.") % {"title": title, "moment": said}
    if about == "hide_branch":
        if not title:
            return _("It was hidden with a part of a thread, as a whole.")
        return ngettext(
            "It stands in a part of the thread “%(title)s” that was hidden as a whole.",
            "They stand in a part of the thread “%(title)s” that was hidden as a whole.",
            max(statement.post_count, 1),
        ) % {"title": title}
    if about == "hide_thread":
        return _("It is the thread “%(title)s”.") % {"title": title} if title else ""
    if about == "hide_file":
        return _("It is the file “%(name)s”.") % {"name": sight.file} if sight.file else ""
    if decision.kind == Kind.RETITLE and title:
        return _("It was “%(before)s”. It is “%(after)s” now.") % {"before": title, "after": decision.after}
    if decision.kind == Kind.DECLINE and title:
        return _("It was to begin the thread “%(title)s”.") % {"title": title}
    return ""


def scope(statement):
    decision = statement.decision
    return {
        Scope.POST: _("This post alone."),
        Scope.BRANCH: _("A post and all answers to it."),
        Scope.THREAD: _("The whole thread, its title included."),
        Scope.TITLE: _("The title of the thread alone. What was said there stays as it is."),
        Scope.FILE: _("This file alone."),
        Scope.PROFILE: _("The text about yourself alone."),
        Scope.HELD: _("This text alone."),
        Scope.GROUP: _("Writing in this group alone. It holds in no other.")
        if decision.kind == Kind.SILENCE
        else _("Your seat in this group alone. It holds in no other."),
    }[decision.scope]


def duration(decision):
    if decision.until:
        return _("Until %(moment)s. It ends by itself.") % {"moment": moment(decision.until)}
    if decision.decided_by_id is None:
        return _("Until a lead has looked at it.")
    return _("Without an end date.")


def no_rule(decision):
    if decision.rule:
        return ""
    if decision.decided_by_id is None:
        return _(
            "A rule of the portal hides a post once members of three organisations have flagged it as spam, until a "
            "lead has looked at it."
        )
    return _("No paragraph of the participation rules was named.")


def means(decision):
    """Whether by automatic means: in finding it, and in deciding."""
    if decision.decided_by_id is None:
        return _("This was decided by automatic means: flags were counted. No person has decided yet.")
    if decision.case_id and decision.case.decisions.filter(decided_by=None).exists():
        return _("The post had been hidden by automatic means, because flags were counted. A person decided now.")
    if decision.kind == Kind.DECLINE:
        return _("A rule of the portal made the text wait, by automatic means. A person read it and decided.")
    return _("A person decided. No automatic means were used.")


def flagged(decision):
    """For what it was flagged and by how many, never by whom."""
    if decision.case_id is None:
        if decision.kind in {Kind.HIDE, Kind.RETITLE}:
            return _("Nobody had flagged it. Whoever decided did so of their own accord.")
        return _("No flag led to it.")
    reasons = Counter(flag.get_reason_display() for flag in decision.case.flags.all())
    said = ngettext(
        "It was flagged by %(n)d member: %(reasons)s.",
        "It was flagged by %(n)d members: %(reasons)s.",
        n := reasons.total(),
    )
    return said % {"n": n, "reasons": ", ".join(f"{reason} ({times})" for reason, times in reasons.items())}


_FOLLOWS = {
    "hide_post": lambda: _(
        "In its place readers see a marker with the reason. Replies to it stay. You and the leads can still read it. "
        "Nothing else changes for you."
    ),
    "hide_branch": lambda: _(
        "In their place readers see markers with the reason. Authors and leads can still read what they wrote. Nothing "
        "else changes for you."
    ),
    "hide_thread": lambda: _(
        "In their place readers see markers with the reason, and the title is another one. You and the leads can still "
        "read what you wrote. Nothing else changes for you."
    ),
    "hide_file": lambda: _(
        "The post stays, without the file. You and the leads can still open it. Nothing else changes for you."
    ),
    "hide_profile": lambda: _(
        "You still read it on your page, and others do not. What else you tell of yourself stays as it is."
    ),
    Kind.RETITLE: lambda: _("The thread is found by its new title. Nothing else changes for you."),
    Kind.DECLINE: lambda: _(
        "Nobody but you and the leads has read it. You can write another text. Nothing else changes for you."
    ),
    Kind.SILENCE: lambda: _(
        "You read everything as before. Until then you cannot open threads, reply, change posts, bring files or answer "
        "with signs in this group. You keep your seat."
    ),
    Kind.REMOVE: lambda: _("What you wrote there stays. You read there what everybody may read who has no seat."),
}

#: What is so again once a decision is reversed or taken back.
_RESTORED = {
    "hide_post": lambda: _("The post stands where it stood, and everybody who could read it reads it again."),
    "hide_branch": lambda: _("The posts stand where they stood, and everybody who could read them reads them again."),
    "hide_thread": lambda: _("The thread stands where it stood, and everybody who could read it reads it again."),
    "hide_file": lambda: _("The file can be opened again by everybody who could open it."),
    "hide_profile": lambda: _("The text about yourself is shown again to those whom you chose."),
    Kind.RETITLE: lambda: _("The thread has its title back, unless it was given another one since."),
    Kind.DECLINE: lambda: _("The text is posted. If it can stand nowhere any more, it is back among your drafts."),
    Kind.SILENCE: lambda: _("You can write in the group again."),
    Kind.REMOVE: lambda: _("You have your seat again, unless you came back or left by yourself since."),
}
