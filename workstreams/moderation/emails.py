"""Messages about decisions. Each function returns one."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from portal import mail
from workstreams.groups.models import Participation
from workstreams.groups.permissions import role_in
from workstreams.moderation.models import Decision


def statement_of_reasons(decision, flag_count=None):
    """Tell the author which post was hidden, in which group, by whom, when and why, what follows, and how to object.

    Their own words are quoted: they may still read them. `flag_count`: how many flags led to it, counted when None.
    """
    post = decision.post
    flag_count = decision.flags.count() if flag_count is None else flag_count
    return _to(
        post.author,
        "statement_of_reasons",
        _("A post of yours was hidden in %(group)s") % {"group": post.thread.group},
        decision,
        flag_count=flag_count,
        quoted="\n".join(f"> {line}".rstrip() for line in post.body.splitlines()),
    )


def flag_decided(flag):
    """Tell the member who flagged what became of it. The words of the post are not in it: they may be hidden now."""
    return _to(
        flag.raised_by,
        "flag_decided",
        _("What became of your flag in %(group)s") % {"group": flag.post.thread.group},
        flag.decision,
        flag=flag,
    )


def preview(case, *, by, verdict, reason):
    """The text of the letter that this verdict on a case would send; "" where its reader has no address."""
    kind = Decision.Kind.HIDE if verdict == "hide" else Decision.Kind.DISMISS
    decision = Decision(post=case.post, kind=kind, reason=reason, decided_by=by)
    if kind == Decision.Kind.HIDE:
        return statement_of_reasons(decision, len(case.flags)).body if case.post.author.email else ""
    flag = case.flags[0]
    flag.post, flag.decision = case.post, decision
    return flag_decided(flag).body


def _to(member, template, subject, decision, **context):
    post = decision.post
    lead = role_in(decision.decided_by, post.thread.group) == Participation.Role.LEAD
    # Dates in the reader's own time: a worker has none.
    with timezone.override(member.time_zone):
        return mail.message(
            template,
            to=member.email,
            subject=subject,
            reply_to=settings.SECRETARIAT_EMAIL,
            context={
                "decision": decision,
                "post": post,
                "group": post.thread.group,
                "decider": _("a lead of this group") if lead else _("the secretariat"),
                "secretariat": settings.SECRETARIAT_EMAIL,
                "url": mail.absolute(post.get_absolute_url()),
                **context,
            },
        )
