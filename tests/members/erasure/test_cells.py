"""A sector or an organisation stays with what was said where enough others share it."""

import pytest

from members import actions
from members.effacing import shared_by_enough
from members.models import Affiliation
from tests import factories
from workstreams.discussion.models import Voice

pytestmark = pytest.mark.django_db


@pytest.mark.django_db
class TestCells:
    def post_in_a_group_with(self, others, organisation=None):
        group = factories.group()
        tide = factories.organisation("Tidewatch", "civil")
        member = factories.participant(group, "Ana Quispe", "civil", organisation=tide)
        for _ in range(others):
            factories.participant(group, None, "civil", organisation=tide if organisation else None)
        thread = factories.thread(group, member)
        factories.reply(thread, member)
        actions.erase(member, by=member)
        return thread, thread.posts.first()

    @pytest.mark.parametrize(("others", "kept"), [(0, False), (2, False), (3, True)])
    def test_the_sector_stays_where_three_others_of_it_sit_in_the_group(self, others, kept):
        thread, post = self.post_in_a_group_with(others)
        assert bool(post.sector) is kept
        assert post.organisation is None
        voice = Voice.objects.get(thread=thread, sector__mark="civil")
        assert voice.posts == (2 if kept else 0)

    @pytest.mark.parametrize(("others", "kept"), [(2, False), (3, True)])
    def test_the_organisation_stays_where_three_others_speak_for_it(self, others, kept):
        _thread, post = self.post_in_a_group_with(others, organisation=True)
        assert bool(post.organisation) is kept
        affiliation = Affiliation.objects.get(member=post.author)
        assert bool(affiliation.organisation) is kept and affiliation.ends_at

    def test_the_rule_by_itself(self):
        assert [shared_by_enough(count) for count in range(5)] == [False, False, False, True, True]
