"""Queries that are put together once and asked many times.

Django composes the SQL of a query anew each time it is asked: for a page's big questions that takes longer than the
answer. A prepared question is composed once from the very querysets that everything else starts at, `visible_to` first
of all, and is then asked with other values. The server plans it each time, unless it is told that one plan is good for
all values: see docs/decisions/0012.
"""

import copy

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.backends.postgresql.base import ServerBindingCursor
from psycopg import ClientCursor
from psycopg.types.numeric import Int8

# Stands for a value while a question is composed; no row has such a number, and no text such letters.
_NUMBER = 4_611_686_018_427_000_000
_TEXT = "\ue000value\ue001"


class Prepared:
    """A question. `build` is given the values by name and returns a queryset.

    `one_plan`: the server keeps it prepared, for each connection, and may plan it once for all values. That is for
    questions that find their rows by key; a stretch of many rows is best planned for the very rows.

    What a queryset makes of a value must not depend on the value, only on the `kind` under which it is asked: one kind
    for each way in which `visible_to` may answer. A model's instance stands for its number alone. Raises ValueError
    where the same kind is composed in two ways, as with a moment that `build` looks up itself.
    """

    def __init__(self, build, *, one_plan=False):
        self._build = build
        self._one_plan = one_plan
        self._composed = {}

    def ask(self, kind, **values):
        """The rows of the queryset, as it would give them itself. One query."""
        composed = self._composed.get(kind)
        if composed is None:
            composed = self._composed[kind] = _Composed(self._build, values)
        return composed.rows(values, self._one_plan)


class _Composed:
    def __init__(self, build, values):
        self._names = [name for name, value in values.items() if _number_or_text(value) is not None]
        self._queryset, self._compiler, self._sql = self._compose(build, values, 1)
        self._converting = None
        if self._compose(build, values, 500)[2] != self._sql:
            raise ValueError(f"{build} composes one kind of question in two ways")

    def _compose(self, build, values, offset):
        stand_ins = {name: _stand_in(values[name], offset + n) for n, name in enumerate(self._names)}
        queryset = build(**{**values, **stand_ins})
        compiler = queryset.query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        connection.ensure_connection()
        text = ClientCursor(connection.connection).mogrify(sql, parameters).replace("%", "%%")
        for n, name in enumerate(self._names):
            if isinstance(_number_or_text(values[name]), int):
                text = text.replace(str(_NUMBER + offset + n), f"%({name})s::bigint")
            else:
                text = text.replace(f"'{_TEXT}{offset + n}'", f"%({name})s::text")
        return queryset, compiler, text

    def _converters(self, expressions):
        """What makes Python's values of the server's: the same each time, and dear to find out."""
        if self._converting is None:
            self._converting = type(self._compiler).get_converters(self._compiler, expressions)
        return self._converting

    def rows(self, values, one_plan):
        given = {name: _as_parameter(_number_or_text(values[name])) for name in self._names}
        compiler = copy.copy(self._compiler)
        # The connection of this thread, not what stands for whichever it is: that is asked hundreds of times.
        compiler.connection = connections[DEFAULT_DB_ALIAS]
        compiler.get_converters = self._converters
        # Django reads the rows of a queryset through its query's compiler: here one that has asked already.
        compiler.execute_sql = lambda *kind, **options: [_execute(self._sql, given, one_plan)]
        query = copy.copy(self._queryset.query)
        query.get_compiler = lambda *using, **options: compiler
        # copy.copy() would ask the queryset for its rows first.
        queryset = object.__new__(type(self._queryset))
        queryset.__dict__.update(self._queryset.__dict__, _query=query, _result_cache=None)
        return list(queryset)


class _PreparingCursor(ServerBindingCursor):
    def execute(self, query, params=None):
        return super().execute(query, params, prepare=True)


def _number_or_text(value):
    """What the server is given for a value; None for what only the shape of the question depends on."""
    if isinstance(value, models.Model):
        return value.pk
    return value if isinstance(value, (int, str)) and not isinstance(value, bool) else None


def _as_parameter(value):
    # A number of one size whatever it is, or there would be a prepared statement for each size.
    return Int8(value) if isinstance(value, int) else value


def _stand_in(value, number):
    if isinstance(value, models.Model):
        other = copy.copy(value)
        other.pk = _NUMBER + number
        return other
    return _NUMBER + number if isinstance(value, int) else f"{_TEXT}{number}"


def _execute(sql, values, one_plan):
    connection.ensure_connection()
    # Django's own cursors write values into the SQL; here they stand beside it, as the composed question expects.
    kind = _PreparingCursor if one_plan else ServerBindingCursor
    with connection._prepare_cursor(kind(connection.connection)) as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
