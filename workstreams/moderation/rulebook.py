"""The participation rules as a list that a decision can point into. No writes."""

import re

from django.utils import timezone

from members.models import RulesVersion
from workstreams.markup.rendering import plain

NUMBER = r"\d+(?:\.\d+)+"
#: A numbered paragraph, as members.paragraphs makes its address: "2.1 Speak to the argument, not the person." It ends
#: where the next one begins, or a heading, or with an empty line.
PARAGRAPH = re.compile(
    rf"^[ ]*({NUMBER})\.?\s+(\S.*?)\s*(?=\n\s*\n|\n[ ]*{NUMBER}\.?\s|\n[ ]*#|\Z)", re.MULTILINE | re.DOTALL
)


def in_force():
    """The version of the rules in force, or None where there is none. One query."""
    return RulesVersion.objects.in_force(timezone.now())


def paragraphs(version):
    """[(number, first sentence)] of the numbered paragraphs of a version, in their order. None has none."""
    return [(number, _first_sentence(words)) for number, words in _numbered(version)]


def words_of(version, number):
    """The paragraph with this number in plain text, "" where the version has none."""
    return dict(_numbered(version)).get(number, "")


def _numbered(version):
    body = version.body.replace("\r\n", "\n") if version else ""
    return [(number, " ".join(plain(words).split())) for number, words in PARAGRAPH.findall(body)]


def _first_sentence(words):
    return re.split(r"(?<=[.!?。！？])\s", words, maxsplit=1)[0]
