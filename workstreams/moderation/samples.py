"""The letters of moderation, with invented content (see portal.postoffice.samples). Nothing is written."""

from functools import partial
from types import SimpleNamespace

from django.utils.translation import gettext as _

from members.samples import somebody
from portal import mail
from portal.postoffice.samples import Sample
from workstreams.moderation import emails
from workstreams.moderation.grounds import Grounds, Rule

URL = mail.absolute("/moderation/…/")
DAY = "Mon 17 Nov 2025, 14:02"


def mails():
    """Each kind of letter."""
    group, heading = _("Graded model access"), _("A post of yours was hidden in Graded model access")
    words, reason = _("You cannot trust them."), _("It spoke to the person, not to the argument.")
    lead = _("a lead of the group")
    told = Grounds(
        heading=heading,
        what=_("A post of yours of 16 Nov is hidden."),
        url=URL,
        posts=[],
        quoted=words,
        quoted_html=words,
        reason=reason,
        rule=Rule("2.1", _("Speak to the argument, not to the person."), "1.0", URL),
        no_rule="",
        scope=_("This one post is hidden, its answers stay."),
        duration=_("It holds until it is taken back."),
        decider=lead,
        means=_("A person decided; no machine did."),
        flagged=_("A member had flagged it."),
        follows=_("You can go on writing."),
    )
    flag = SimpleNamespace(case=SimpleNamespace(about="post"), get_reason_display=_("Conduct"))
    place = {"flag": flag, "raised": DAY, "thread": _("Who may see full weights"), "group": group, "url": URL}
    appeal = SimpleNamespace(text=_("I meant the argument."), reason=reason)
    decided = {"decided": DAY, "decider": lead}
    yield _sample(
        "statement_of_reasons",
        _("To whoever is restricted: the reasons"),
        heading,
        grounds=told,
        url=URL,
        rule_url=URL,
        posts=[],
        quoted=f"> {words}",
        paragraphs=[words],
        decided=DAY,
        statement_url=URL,
        appeal_url=URL,
        appeal_until=DAY,
    )
    ended = {"grounds": told, "url": URL, "made": DAY, "ended": DAY, "reason": reason, "statement_url": URL}
    ended["restored"] = _("Everybody who could read it reads it again.")
    yield _sample("restriction_ended", _("A restriction is taken back"), _("A decision was taken back"), **ended)
    for kind, when in [("hide", _("A flag: it is hidden")), ("dismiss", _("A flag: it stays as it is"))]:
        decision = SimpleNamespace(kind=kind, reason=reason)
        told_now = {**place, **decided, "decision": decision}
        yield _sample("flag_decided", when, _("What became of your flag"), kind, **told_now)
    after = _("After an appeal: what became of your flag")
    yield _sample("flag_reversed", _("A flag, after an appeal"), after, **place, reason=reason, decided=DAY)
    case = {"case": SimpleNamespace(escalation_note=""), "about": _("Post"), "reasons": _("Conduct"), "opened": DAY}
    flagged = _("Something was flagged in %(group)s") % {"group": group}
    yield _sample("case_waits", _("To the leads: something was flagged"), flagged, **case, group=group, url=URL)
    waits = {"group": group, "waiting": 2, "causes": [_("First posts of a member")], "oldest": DAY, "url": URL}
    text = _("A text in %(group)s waits for you") % {"group": group}
    yield _sample("texts_wait", _("To the leads: texts wait"), text, **waits)
    arrived = {"appeal": appeal, "about": heading, "sent": DAY, "url": URL}
    yield _sample("appeal_received", _("An appeal has arrived"), _("Your appeal has arrived"), **arrived)
    kind = {"appeal": appeal, "group": group, "kind": _("Hide a post"), "sent": DAY, "late": False, "url": URL}
    to_leads = _("An appeal in %(group)s waits for you") % {"group": group}
    yield _sample("appeal_waits", _("To the leads: somebody appealed"), to_leads, **kind)
    outcome = {"appeal": appeal, "about": heading, **decided, "url": URL, "statement_url": URL}
    stands, back = _("Your appeal: the decision stands"), _("Your appeal: the decision is reversed")
    yield _sample("appeal_decided", _("An appeal: it stands"), stands, "stands", reversed=False, restored="", **outcome)
    again = ended["restored"]
    yield _sample(
        "appeal_decided", _("An appeal: reversed"), back, "reversed", reversed=True, restored=again, **outcome
    )


def _sample(template, when, subject, variant="", **context):
    make = partial(emails.message, template, somebody(), subject, **context)
    return Sample(f"email/{template}", when, make, variant)
