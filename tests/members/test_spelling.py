"""One person for an address, however it is spelt."""

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, connection, transaction

from tests import factories as make

pytestmark = pytest.mark.django_db


def test_an_address_that_one_has_confirmed_is_nobody_elses_in_whatever_letters():
    one, other = make.member(email="ana.quispe@example.org"), make.member()
    spelt = EmailAddress(user=other, email="Ana.Quispe@Example.org", verified=True)
    with pytest.raises(IntegrityError, match="verified_address_has_one_spelling"), transaction.atomic():
        spelt.save()
    spelt.verified = False
    spelt.save()
    with pytest.raises(IntegrityError, match="verified_address_has_one_spelling"), transaction.atomic():
        EmailAddress.objects.filter(pk=spelt.pk).update(verified=True)
    assert EmailAddress.objects.filter(user=one, verified=True).exists()


def test_a_former_handle_is_looked_up_in_an_index():
    person = make.member(handle="now")
    type(person).objects.filter(pk=person.pk).update(former_handles=["before"])
    with connection.cursor() as cursor:
        # So small a table is read whole unless that is forbidden: then an index is used if there is one that can be.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN SELECT 1 FROM members_member WHERE former_handles && ARRAY['before']::varchar[]")
        plan = " ".join(line for (line,) in cursor.fetchall())
    assert "member_by_former_handle" in plan
