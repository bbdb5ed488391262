"""Claiming a row and stamping it as sent, in one statement that the database keeps prepared: it is asked once for each
mail, so it is written out here once."""

import functools

from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor
from psycopg.types.numeric import Int8


class _Keeping(ServerBindingCursor):
    def execute(self, query, params=None):
        return super().execute(query, params, prepare=True)


SQL = """
    UPDATE {table} SET state = 'sent', reason = '', settled_at = %s, message_id = %s, attempts = attempts + 1
    WHERE id = (
        SELECT id FROM {table} WHERE id = %s AND state = 'planned' AND copy = %s FOR NO KEY UPDATE SKIP LOCKED
    )
"""


@functools.cache
def _sql(model):
    return SQL.format(table=connection.ops.quote_name(model._meta.db_table))


def claim_as_sent(row, now):
    """Stamp this row as sent, if it is still the one that was planned and in no other hands; returns whether. In the
    transaction of whoever sends it then."""
    with connection._prepare_cursor(_Keeping(connection.connection)) as cursor:
        cursor.execute(_sql(type(row)), [now, row.own_message_id, Int8(row.pk), Int8(row.copy)])
        if not cursor.rowcount:
            return False
    row.state, row.reason, row.settled_at = row.State.SENT, "", now
    row.message_id, row.attempts = row.own_message_id, row.attempts + 1
    return True
