"""A file that a lead hid: who still opens it, and what stands in its place."""

import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests import factories as make
from tests.workstreams.discussion import samples
from tests.workstreams.discussion.attaching.bringing import bring
from workstreams.discussion import actions
from workstreams.discussion.models import Attachment, Post, Thread

pytestmark = pytest.mark.django_db


class TestAHiddenFile:
    @pytest.fixture
    def paper(self, group, author):
        return bring(group, author, samples.pdf(), "the-secret-list.pdf")

    @pytest.fixture
    def hidden(self, group, author, paper):
        make.thread(group, author, body=f"See {paper.written}")
        return actions.hide_file(paper, by=make.lead(group), reason="Confidential.")

    def test_opens_for_who_brought_it_the_leads_and_the_secretariat_alone(self, group, author, hidden, sign_in):
        address = hidden.get_absolute_url()
        for who in (author, make.lead(group), make.staff()):
            assert sign_in(who).get(address).status_code == 200
        for who in (None, make.member(), make.participant(group), make.lead(make.group())):
            assert sign_in(who).get(address).status_code == 404

    def test_leaves_a_marker_with_the_reason_in_the_list_below_the_post(self, group, author, hidden, sign_in, words):
        thread = Thread.objects.get()
        page = sign_in(make.participant(group)).get(thread.get_absolute_url())
        assert "A lead hid this file on" in words(page)
        assert "Confidential." in words(page)
        listed = re.search(r'<ul class="attachments".*?</ul>', page.content.decode(), re.DOTALL)[0]
        assert "the-secret-list" not in listed
        seen = sign_in(author).get(thread.get_absolute_url()).content.decode()
        assert "the-secret-list" in re.search(r'<ul class="attachments".*?</ul>', seen, re.DOTALL)[0]

    def test_is_listed_though_the_text_shows_it_as_a_picture(self, group, author):
        picture = bring(group, author)
        make.thread(group, author, body=f"See {picture.written}")
        actions.hide_file(picture, by=make.lead(group), reason="Confidential.")
        reader = make.participant(group)
        posts = list(Post.objects.visible_to(reader).readable_by(reader))
        [[listed]] = Attachment.objects.for_posts(posts, reader).values()
        assert (listed.pk, listed.is_open) == (picture.pk, False)

    def test_is_in_no_other_text_of_somebody_who_may_not_open_it(self, group, hidden):
        with pytest.raises(ValidationError, match="Attach it again"):
            make.thread(group, make.participant(group), body=f"Look: {hidden.written}")

    def test_comes_back(self, group, hidden, sign_in):
        actions.restore_file(hidden, by=make.lead(group))
        assert sign_in(make.participant(group)).get(hidden.get_absolute_url()).status_code == 200

    def test_is_nobodys_own_to_hide(self, group, author, paper):
        make.thread(group, author, body=f"See {paper.written}")
        group.participations.filter(member=author).update(role="lead")
        with pytest.raises(PermissionDenied):
            actions.hide_file(paper, by=author, reason="Confidential.")
