import pytest
from django.contrib.auth.models import AnonymousUser

from tests import factories
from workstreams.moderation import actions
from workstreams.moderation.permissions import can_decide, can_flag, can_see_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    """A group with a flagged post, and one person of each kind."""
    group = factories.group()
    author_lead = factories.lead(group)
    flagger_lead = factories.lead(group)
    thread = factories.thread(group, by=author_lead)
    post = factories.root(thread)
    actions.flag_post(post, by=flagger_lead, reason="conduct")
    return {
        "post": post,
        "stranger": AnonymousUser(),
        "applicant": factories.member(state="applied"),
        "member": factories.member(),
        "participant": factories.participant(group),
        "lead": factories.lead(group),
        "lead of another group": factories.lead(factories.group()),
        "secretariat": factories.staff(),
        "author who leads": author_lead,
        "flagger who leads": flagger_lead,
    }


KINDS = [
    # who, can_flag, can_see_desk, can_decide
    ("stranger", False, False, False),
    ("applicant", False, False, False),
    ("member", True, False, False),
    ("participant", True, False, False),
    ("lead", True, True, True),
    ("lead of another group", True, False, False),
    ("secretariat", True, True, True),
    ("author who leads", False, True, False),
    ("flagger who leads", True, True, False),
]


@pytest.mark.parametrize(("who", "flags", "sees_desk", "decides"), KINDS)
def test_who_may_do_what(people, who, flags, sees_desk, decides):
    user, post = people[who], people["post"]
    assert can_flag(user, post) is flags
    assert can_see_desk(user, post.thread.group) is sees_desk
    assert can_decide(user, post) is decides


def test_in_a_private_group_only_those_at_the_table_flag():
    group = factories.group(visibility="private")
    post = factories.root(factories.thread(group))
    assert not can_flag(factories.member(), post)
    assert not can_flag(factories.lead(factories.group()), post)
    assert can_flag(factories.participant(group), post)


def test_a_lead_who_has_left_decides_no_more(people):
    former = factories.member()
    seat = factories.seat(former, people["post"].thread.group, "lead")
    assert can_decide(former, people["post"])
    seat.left_at = seat.joined_at
    seat.save()
    assert not can_decide(former, people["post"])
    assert not can_see_desk(former, people["post"].thread.group)


def test_when_the_flag_is_closed_the_one_who_raised_it_decides_again(people):
    actions.dismiss(factories.case(people["post"]), by=people["lead"])
    assert can_decide(people["flagger who leads"], people["post"])
