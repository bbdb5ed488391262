"""Queries that are put together once."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from members.models import Member
from portal.prepared import Prepared
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_a_question_is_asked_with_other_values_each_time(django_assert_num_queries):
    named = Prepared(lambda name, least: Member.objects.filter(name=name, pk__gte=least).order_by("pk"))
    ada, mei, other = make.member("Ada Byron"), make.member("Mei 100 % Chow"), make.member("Ada Byron")
    with django_assert_num_queries(3):
        assert named.ask("", name="Ada Byron", least=0) == [ada, other]
        assert named.ask("", name="Ada Byron", least=other.pk) == [other]
        assert named.ask("", name="Mei 100 % Chow", least=0) == [mei]
    for name in ("' OR ''='", "%s", "%(name)s", "\\", "'; DROP TABLE members_member; --", "\ue000value\ue0011"):
        assert named.ask("", name=name, least=0) == []


def test_a_member_stands_for_their_number_and_a_visitor_for_a_kind():
    own = Prepared(lambda user: Member.objects.filter(pk=user.pk))
    ada, mei = make.member(), make.member()
    assert [own.ask("member", user=one)[0] for one in (ada, mei, ada)] == [ada, mei, ada]
    assert own.ask("visitor", user=AnonymousUser()) == []
    assert own.ask("member", user=mei) == [mei]


def test_a_place_in_a_list_is_a_value():
    page = Prepared(lambda begin: Member.objects.order_by("pk").values_list("pk", flat=True)[begin : begin + 2])
    pks = list(Member.objects.order_by("pk").values_list("pk", flat=True)) + sorted(make.member().pk for _ in range(5))
    assert [page.ask("", begin=n) for n in (0, 2, 3)] == [pks[0:2], pks[2:4], pks[3:5]]


def test_constants_of_the_question_stay_as_they_are():
    make.member("Half 50%")
    assert len(Prepared(lambda: Member.objects.filter(name__contains="50%")).ask("")) == 1


def test_a_moment_that_the_question_looks_up_itself_is_refused():
    late = Prepared(lambda: Member.objects.filter(date_joined__lte=timezone.now()))
    with pytest.raises(ValueError, match="two ways"):
        late.ask("")
