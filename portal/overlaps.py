"""Periods that must not overlap, as a rule of the database."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateTimeRangeField, RangeOperators
from django.db.models import F, Func, Value


def one_at_a_time(*, of, begins, ends, name):
    """A constraint by which the rows of one `of` (column names of foreign keys, all of them together) hold for one
    moment one at most. `begins` belongs to a period, `ends` does not; an `ends` of NULL is never.

    A number is compared as a range of itself, which GiST knows without the extension btree_gist: to create one takes
    rights that a hosted database may not give.
    """
    same = [
        (
            Func(F(column), F(column), Value("[]"), function="int8range", output_field=BigIntegerRangeField()),
            RangeOperators.OVERLAPS,
        )
        for column in of
    ]
    period = Func(F(begins), F(ends), Value("[)"), function="tstzrange", output_field=DateTimeRangeField())
    return ExclusionConstraint(name=name, expressions=[*same, (period, RangeOperators.OVERLAPS)])
