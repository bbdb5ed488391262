"""Hostile texts are kept as they were typed, letter by letter, or refused. What a browser makes of them: see
tests/journeys/test_hostile.py."""

import pytest
from django.core.exceptions import ValidationError

from tests import factories as make
from tests.journeys.hostile import TEXTS
from workstreams.discussion import actions
from workstreams.discussion.models import Post
from workstreams.discussion.texts import tidy

pytestmark = pytest.mark.django_db


def test_what_stands_is_what_was_typed():
    thread = make.thread(make.group())
    author, root = make.participant(thread.group), make.root(thread)
    refused = []
    for text in map(_as_it_arrives, TEXTS):
        try:
            post = actions.post_reply(thread, by=author, parent=root, body=text)
        except ValidationError:
            refused.append(text)
        else:
            assert Post.objects.values_list("body", flat=True).get(pk=post.pk) == tidy(text)
    assert len(refused) < 0.2 * len(TEXTS)


def _as_it_arrives(text):
    """Two halves of a sign together, as a browser sends them."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16")
