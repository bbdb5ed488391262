"""Files that nobody uses are taken away, and no others."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from tests import factories as make
from tests.workstreams.discussion.attaching.bringing import DAY, bring, brought_before, is_here
from workstreams.discussion import actions
from workstreams.discussion.models import Draft, Post

pytestmark = pytest.mark.django_db


class TestTidying:
    @pytest.fixture
    def tidy(self, django_capture_on_commit_callbacks):
        def run(**when):
            with django_capture_on_commit_callbacks(execute=True):
                actions.tidy_files(**when)

        return run

    def test_takes_away_what_nobody_used_for_a_day(self, group, author, tidy, stored):
        fresh, old = bring(group, author), bring(group, author)
        brought_before(old, DAY + timedelta(minutes=1))
        tidy()
        assert is_here(fresh) and not is_here(old) and [path.name for path in stored()] == [fresh.key.hex]

    def test_leaves_what_a_post_uses_however_old(self, group, author, tidy, stored):
        used = bring(group, author)
        make.thread(group, author, body=f"See {used.written}")
        brought_before(used, 900 * DAY)
        tidy()
        assert is_here(used) and len(stored()) == 1

    def test_leaves_what_a_draft_of_its_owner_names(self, group, author, tidy):
        named, other = bring(group, author), bring(group, author)
        Draft.objects.create(member=author, group=group, body=f"See {named.written}")
        Draft.objects.create(member=make.participant(group), group=group, body=f"See {other.written}")
        for one in (named, other):
            brought_before(one, 2 * DAY)
        tidy()
        assert is_here(named) and not is_here(other)

    def test_takes_those_of_a_withdrawn_post_after_a_month(self, group, author, tidy):
        used = bring(group, author)
        thread = make.thread(group, author)
        post = make.reply(thread, by=author, body=f"See {used.written}")
        make.reply(thread, parent=post)
        actions.withdraw_post(post, by=author)
        tidy(now=timezone.now() + 29 * DAY)
        assert is_here(used)
        tidy(now=timezone.now() + 31 * DAY)
        assert not is_here(used)

    def test_leaves_those_of_a_hidden_post(self, group, author, tidy):
        used = bring(group, author)
        post = make.root(make.thread(group, author, body=f"See {used.written}"))
        actions.hide_post(post, by=make.lead(group), reason="Confidential.")
        Post.objects.filter(pk=post.pk).update(withdrawn_at=timezone.now())
        tidy(now=timezone.now() + 900 * DAY)
        assert is_here(used)

    def test_takes_those_of_a_post_that_is_gone(self, group, author, tidy):
        used = bring(group, author)
        post = make.reply(make.thread(group), by=author, body=f"See {used.written}")
        brought_before(used, 2 * DAY)
        assert actions.withdraw_post(post, by=author) is None
        tidy()
        assert not is_here(used)

    def test_the_sweep_takes_only_what_no_row_knows_and_is_not_just_being_written(self, group, author, stored):
        kept = bring(group, author)
        lost = default_storage.save(f"attachments/{'0' * 2}/{'0' * 32}", ContentFile(b"lost"))
        assert actions.sweep_storage() == 0
        assert actions.sweep_storage(now=timezone.now() + 2 * DAY) == 1
        assert not default_storage.exists(lost) and default_storage.exists(kept.file.name)

    def test_the_sweep_of_an_empty_storage_finds_nothing(self):
        assert actions.sweep_storage() == 0
