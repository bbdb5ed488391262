"""The rules as a page: numbered paragraphs that can be pointed at. HTML in, HTML out."""

import re

from django.utils.safestring import mark_safe

#: A heading that begins with its number, and a paragraph that begins with "2.1".
HEADING = re.compile(r"<h([3-6])>(?:(\d+)\.?\s+)?(.*?)</h\1>", re.DOTALL)
PARAGRAPH = re.compile(r"<p>(\d+(?:\.\d+)+)\.?\s+")


def anchored(html):
    """Rendered rules whose numbered headings and paragraphs have an address: `#rule-2`, `#rule-2.1`.

    `html` is what the renderer made: safe already, its headings begin at h3 and without attributes. On the page of
    the rules they are sections, so they begin at h2.
    """
    return mark_safe(PARAGRAPH.sub(_paragraph, HEADING.sub(_heading, html)))  # noqa: S308  only digits are added


def _heading(found):
    level, number, words = found.groups()
    tag = f"h{int(level) - 1}"
    if not number:
        return f"<{tag}>{words}</{tag}>"
    return f'<{tag} id="rule-{number}"><span class="rule-no">{number}</span> {words}</{tag}>'


def _paragraph(found):
    number = found[1]
    return f'<p class="rule" id="rule-{number}"><a class="rule-no" href="#rule-{number}">{number}</a> '
