"""Who may bring a file, and what is kept of it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from tests import factories as make
from tests.workstreams.discussion import samples
from tests.workstreams.discussion.attaching.bringing import DAY, bring
from workstreams.discussion import actions
from workstreams.discussion.models import Attachment

pytestmark = pytest.mark.django_db


class TestBringing:
    def test_keeps_a_file_under_a_key_that_tells_nothing(self, group, author, stored):
        kept = bring(group, author, samples.pdf(), "Salaries of Ana.pdf")
        [path] = stored()
        assert path.name == kept.key.hex and path.read_bytes() == samples.pdf()
        assert (kept.name, kept.post, kept.size) == ("Salaries of Ana.pdf", None, len(samples.pdf()))

    def test_is_for_those_with_a_seat_where_posts_are_taken(self, group, author, stored):
        for person in (make.member(), make.staff()):
            with pytest.raises(PermissionDenied):
                bring(group, person)
        group.state = "concluded"
        with pytest.raises(ValidationError):
            bring(group, author)
        assert stored() == []

    def test_says_in_words_what_cannot_come_in(self, group, author, stored):
        with pytest.raises(ValidationError, match="cannot be attached"):
            bring(group, author, b"MZ\0\0", "a.exe")
        assert stored() == [] and not Attachment.objects.exists()

    def test_ends_at_the_quota_of_the_member(self, group, author, settings, stored):
        bring(group, author, b"a" * 600, "a.txt")
        settings.ATTACHMENTS_QUOTA = 1000
        with pytest.raises(ValidationError, match="does not fit any more"):
            bring(group, author, b"a" * 600, "b.txt")
        assert len(stored()) == 1
        assert bring(group, make.participant(group), b"a" * 600, "b.txt")

    def test_leaves_no_file_where_its_row_was_not_written(self, group, author, stored, monkeypatch):
        with pytest.raises(ValidationError), transaction.atomic():
            bring(group, author)
            raise ValidationError("Something else failed.")
        # Taken back from outside, the file is left for the sweep.
        assert len(stored()) == 1
        assert actions.sweep_storage(now=timezone.now() + 2 * DAY) == 1 and stored() == []
