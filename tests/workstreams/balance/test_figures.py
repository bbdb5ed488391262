"""What is counted is read from where it is quick to read."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories as make
from workstreams.balance import figures, spans
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
    with connection.cursor() as cursor:
        # In a table this small any way is quick. Of the ways that are left, this is chosen only where it is enough.
        for way in ("seqscan", "bitmapscan", "indexscan"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute(f"EXPLAIN {asked[0]}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Index Only Scan using post_by_voice" in plan, plan
