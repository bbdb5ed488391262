"""A page costs the same for one row and for thirty, whoever reads it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories
from workstreams.discussion import actions as discussion
from workstreams.groups import actions as groups
from workstreams.moderation import actions as moderation

pytestmark = pytest.mark.django_db

MOST = 15


class World:
    """A group in which there is always more to list."""

    def __init__(self):
        self.group = factories.group("Graded model access", joining="request")
        self.lead = factories.lead(self.group)
        self.reader = factories.participant(self.group)
        self.thread = factories.thread(self.group)

    def grow(self, count):
        """One more of everything that any page lists, `count` times."""
        for _ in range(count):
            speaker = factories.participant(self.group, organisation=factories.organisation())
            thread = factories.thread(self.group, by=speaker)
            post = factories.reply(self.thread, by=speaker)
            for member in [self.reader, factories.member()]:
                moderation.flag_post(post, by=member, reason="conduct", note="Rude.")
            moderation.hide(factories.root(thread), by=self.lead, reason="Rude.")
            groups.ask_to_join(self.group, by=factories.member())
            groups.add_milestone(self.group, by=self.lead, title="A draft", due_on=timezone.localdate())
            base = self.group.charter_revisions.count()
            groups.revise_charter(self.group, by=self.lead, body=f"Words {base}.", note="Another", base=base)
            groups.leave_group(self.group, by=factories.participant(self.group))
            factories.thread(factories.group(area=self.group.area), by=None)
            discussion.save_draft({"thread": thread, "parent": None}, by=self.reader, body="I am wri", sequence=1)

    def address(self, name):
        if name == "thread":
            return self.thread.get_absolute_url()
        return reverse(name, args=[] if name in {"home", "groups", "desks", "balance", "drafts"} else [self.group.slug])


PAGES = [
    ("home", ["visitor", "reader", "lead"]),
    ("groups", ["visitor", "reader", "lead"]),
    ("group", ["visitor", "reader", "lead"]),
    ("group_people", ["visitor", "reader", "lead"]),
    ("group_people_before", ["reader"]),
    ("group_milestones", ["visitor", "lead"]),
    ("group_charter", ["visitor", "lead"]),
    ("group_charter_revisions", ["visitor"]),
    ("thread", ["visitor", "reader", "lead"]),
    ("drafts", ["reader"]),
    ("balance", ["visitor", "reader", "lead"]),
    ("group_balance", ["visitor", "reader", "lead"]),
    ("desks", ["lead"]),
    ("desk", ["lead"]),
    ("desk_requests", ["lead"]),
    ("desk_decided", ["lead"]),
]


@pytest.fixture
def cost(client, django_assert_max_num_queries):
    """How many queries a page takes for a reader. More than any page may take fails at once."""

    def measure(world, page, who):
        if who != "visitor":
            client.force_login(getattr(world, who))
        client.get(world.address(page))  # what is looked up once a process, or once a session
        with django_assert_max_num_queries(MOST) as queries:
            assert client.get(world.address(page)).status_code == 200
        client.logout()
        return len(queries)

    return measure


def test_pages_cost_the_same_for_one_row_and_for_thirty(cost):
    world = World()
    world.grow(1)
    asked = [(page, who) for page, readers in PAGES for who in readers]
    small = {one: cost(world, *one) for one in asked}
    world.grow(29)
    assert {one: cost(world, *one) for one in asked} == small
