"""What lists of texts, and the page of an area, say of what was published."""

import pytest
from django.urls import reverse

from tests.workstreams.publications.test_pages import words
from workstreams.publications import actions
from workstreams.recommendations import actions as recommendations

pytestmark = pytest.mark.django_db


def test_lists_name_what_was_published_and_the_area_keeps_it_while_the_next_version_is_written(client, text, chair):
    published = actions.publish(text, by=chair)
    document = published.recommendation
    recommendations.take_step(document, "draft", by=chair, why="A year has passed.")
    area = client.get(document.group.area.get_absolute_url()).content.decode()
    in_force, _head, under_way = area.partition("The groups and their work")
    assert f'href="{published.get_absolute_url()}"' in in_force and str(published) in in_force
    assert document.title in under_way and "Working draft" in under_way
    for address in (reverse("texts"), reverse("recommendations", args=[document.group.slug])):
        assert str(published) in words(client.get(address))
