"""The participation rules as a list that a decision can point into. No writes."""

import re

from django.utils import timezone

from members.models import RulesVersion

#: A numbered paragraph, as members.paragraphs makes its address: "2.1 Speak to the argument, not the person."
PARAGRAPH = re.compile(r"^\s*(\d+(?:\.\d+)+)\.?\s+(\S.*?)\s*$", re.MULTILINE)


def in_force():
    """The version of the rules in force, or None where there is none. One query."""
    return RulesVersion.objects.in_force(timezone.now())


def paragraphs(version):
    """[(number, first sentence)] of the numbered paragraphs of a version, in their order. None has none."""
    if version is None:
        return []
    return [(number, _first_sentence(words)) for number, words in PARAGRAPH.findall(version.body)]


def words_of(version, number):
    """The paragraph with this number, "" where the version has none."""
    return dict(PARAGRAPH.findall(version.body)).get(number, "") if version else ""


def _first_sentence(words):
    return re.split(r"(?<=[.!?。！？])\s", words, maxsplit=1)[0]
