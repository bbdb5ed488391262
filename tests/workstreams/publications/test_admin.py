"""How publications are numbered, in the secretariat's lists."""

import pytest

from workstreams.publications import actions
from workstreams.publications.forms import SchemeForm
from workstreams.publications.models import Scheme

pytestmark = pytest.mark.django_db


def test_the_secretariat_says_how_they_are_numbered(text, chair):
    form = SchemeForm({"pattern": "REC-{n}.{year}", "licence": "CC0 1.0", "licence_url": ""}, instance=Scheme(pk=1))
    form.save()
    assert actions.publish(text, by=chair).number.startswith("REC-1.")


@pytest.mark.parametrize("pattern", ["AGA-{year}", "AGA {n}", "A/{n}", "{n.__class__}"])
def test_a_pattern_that_tells_none_apart_is_refused(pattern):
    form = SchemeForm({"pattern": pattern, "licence": "CC0", "licence_url": ""}, instance=Scheme(pk=1))
    assert "pattern" in form.errors
