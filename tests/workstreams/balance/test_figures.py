"""What is counted is read from where it is quick to read."""

import datetime
import re

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories as make
from workstreams.balance import figures, spans
from workstreams.discussion.models import Post
from workstreams.groups.models import WorkingGroup

pytestmark = pytest.mark.django_db


def test_the_voice_of_a_period_is_read_from_its_index_alone():
    make.sectors()
    make.reply(make.thread(make.group()))
    span = spans.of_the_last(90, today=timezone.localdate(), zone=datetime.UTC)
    with CaptureQueriesContext(connection) as queries:
        spread = figures.voice(WorkingGroup.objects.all(), span, figures.all_sectors())
    assert sum(count for _sector, count in spread.counts) == 2
    asked = [query["sql"] for query in queries if "discussion_post" in query["sql"]]
    assert len(asked) == 1
    # Whether the planner takes it depends on how full the table is; whether it can, on what stands in the query.
    index = next(index for index in Post._meta.indexes if index.name == "post_by_voice")
    held = {Post._meta.get_field(name).column for name in (*index.fields, *index.include)}
    read = set(re.findall(r'"discussion_post"\."(\w+)"', asked[0]))
    assert index.condition == Q(hidden_at=None, withdrawn_at=None)
    assert all(f'"discussion_post"."{one}" IS NULL' in asked[0] for one in ("hidden_at", "withdrawn_at"))
    assert read - {"hidden_at", "withdrawn_at"} <= held, asked[0]
