"""The shape in which the sample documents are written down: what a text says, and who did what with it, how many days
ago. What is still to come has happened in fewer than no days: `ends=-5` is in five days."""

import textwrap
from dataclasses import dataclass


@dataclass(frozen=True)
class Act:
    """One thing that somebody did (`by` a key of people, "" the clock): `what` names a method of staging.Stage."""

    ago: float
    by: str
    what: str
    given: dict


@dataclass(frozen=True)
class Document:
    """A text of the group with this slug, begun `ago` days ago, and its course: acts."""

    group: str
    title: str
    by: str
    ago: float
    body: str
    course: tuple


def written(words):
    """A text, written down as a block of lines that is indented as the code is. A paragraph becomes one line, so that
    where lines end here is no difference to what somebody proposes."""
    return "\n\n".join(map(_in_one_line, textwrap.dedent(words).strip().split("\n\n")))


def _in_one_line(block):
    is_laid_out = block.startswith(("|", "1. "))
    return block if is_laid_out else " ".join(block.split())


def stepped(ago, by, to, why="", ends=None):
    return Act(ago, by, "step", {"to": to, "why": why, "ends": ends})


def revised(ago, by, note, *changes, more=""):
    """`changes` are (old words, new words), `more` comes at the end."""
    return Act(ago, by, "revise", {"note": note, "changes": changes, "more": written(more)})


def quoted(ago, by, number, post, said=""):
    """The clause with this number came from the post in which the words `post` stand: from these words of it, `said`,
    or from all."""
    return Act(ago, by, "quote", {"number": number, "post": post, "said": said})


def consulted(ago, by, audience, ends):
    return Act(ago, by, "consult", {"audience": audience, "ends": ends})


def consultation_closed(ago, by):
    return Act(ago, by, "close_consultation", {})


def commented(ago, by, key, number, words, proposed=""):
    """A comment on the clause with this number, "" for the whole text; `key` is what later acts call it by."""
    return Act(ago, by, "comment", {"key": key, "number": number, "words": written(words), "proposed": proposed})


def commented_by_guest(ago, key, number, words, *, name, email, sector):
    given = {"key": key, "number": number, "words": written(words), "name": name, "email": email, "sector": sector}
    return Act(ago, "", "comment_by_guest", given)


def replied(ago, by, key, words):
    return Act(ago, by, "reply", {"key": key, "words": written(words)})


def disposed(ago, by, key, outcome, reason="", same_as=""):
    return Act(ago, by, "dispose", {"key": key, "outcome": outcome, "reason": reason, "same_as": same_as})


def taken_over(ago, by, key):
    return Act(ago, by, "take_over", {"key": key})


def hidden(ago, by, key, reason):
    return Act(ago, by, "hide", {"key": key, "reason": reason})


def called(ago, by, question, *, parties, results, ends):
    return Act(ago, by, "call", {"question": question, "parties": parties, "results": results, "ends": ends})


def took(ago, by, stance, reason="", *, change="", number=""):
    """A position; an objection says the `change` that would end it, and may name a clause."""
    given = {"stance": stance, "reason": written(reason), "change": written(change), "number": number}
    return Act(ago, by, "position", given)


def supported(since, until, people):
    """Each of these people supports, one after the other between these days."""
    return Act(until, "secretariat", "support", {"since": since, "until": until, "keys": people.split()})


def answered(ago, by, whose, words):
    """The objection that `whose` raised is answered."""
    return Act(ago, by, "answer", {"whose": whose, "words": written(words)})


def discussed(ago, by, whose, *replies):
    """A thread about the objection that `whose` raised; `replies` are (days ago, by, words), each to the one before."""
    return Act(ago, by, "discuss", {"whose": whose, "replies": replies})


def overruled(ago, by, whose, reason):
    return Act(ago, by, "overrule", {"whose": whose, "reason": written(reason)})


def call_closed(ago, by):
    return Act(ago, by, "close_call", {})


def concluded(ago, by, result, statement):
    return Act(ago, by, "conclude", {"result": result, "statement": written(statement)})


def published(ago, by, *, changes="", version="", review_in=None):
    return Act(ago, by, "publish", {"changes": changes, "version": version, "review_in": review_in})


def superseded(ago, by, other, why):
    """Another text, named by its title, takes the place of this one."""
    return Act(ago, by, "supersede", {"other": other, "why": why})
