"""Messages about decisions. Each function returns one."""

from django.utils.translation import gettext as _

from portal import mail


def statement_of_reasons(decision):
    """Tell the author that a post was hidden, by which group, when and why."""
    post = decision.post
    return mail.message(
        "statement_of_reasons",
        to=post.author.email,
        subject=_("A post of yours was hidden in %(group)s") % {"group": post.thread.group},
        context={"decision": decision, "post": post, "url": mail.absolute(post.get_absolute_url())},
    )


def flag_decided(flag):
    """Tell the member who flagged what became of it."""
    return mail.message(
        "flag_decided",
        to=flag.raised_by.email,
        subject=_("What became of your flag in %(group)s") % {"group": flag.post.thread.group},
        context={
            "flag": flag,
            "decision": flag.decision,
            "post": flag.post,
            "url": mail.absolute(flag.post.get_absolute_url()),
        },
    )
