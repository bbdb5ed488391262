"""Rows into tables by COPY: as fast as PostgreSQL takes them, with the defaults that the models would have given."""

from django.db import connection


def copy_in(model, rows, *, again=lambda: None):
    """Bring in `rows`, each a dict of values by attribute name (`author_id`, not `author`). Returns how many.

    What a row does not name gets the field's own default. Computed columns are left to the database.
    """
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    counted = 0
    first = next(iter_rows := iter(rows), None)
    if first is None:
        return 0
    # A primary key that no row names is given out by the database.
    named = [field for field in fields if not field.primary_key or field.attname in first]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in named)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as into:
        row = first
        while row is not None:
            if unknown := row.keys() - {field.attname for field in named}:
                raise LookupError(f"{model.__name__} has no {', '.join(sorted(unknown))}")
            into.write_row([_value(field, row) for field in named])
            counted += 1
            row = next(iter_rows, None)
    return counted


def _value(field, row):
    if field.attname in row:
        return field.get_db_prep_save(row[field.attname], connection)
    return field.get_db_prep_save(field.get_default(), connection)


def go_on_after(model):
    """Let the next row that the portal writes have the next number."""
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence(%s, %s), (SELECT max({column}) FROM {table}))",  # noqa: S608
            [table, column],
        )
