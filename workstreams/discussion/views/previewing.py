"""How a text will look where it is written."""

from django.utils.safestring import mark_safe

from workstreams.discussion.naming import rendered
from workstreams.discussion.texts import tidy, wrong_with_body
from workstreams.markup.rendering import render


def shown(body, group):
    """A text as it will be shown in a post of the group, or what has to be put right in it first."""
    body = tidy(body)
    wrong, html = wrong_with_body(body), ""
    if not wrong and group:
        named = rendered(body, group)
        wrong, html = named.wrong, named.html
    elif not wrong:
        html = render(body)
    return {"wrong": wrong, "html": "" if wrong else mark_safe(html)}  # noqa: S308 - sanitised
