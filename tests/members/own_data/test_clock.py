"""What the clock does with downloads: those that are over, and those whose worker died."""

import datetime
import io

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from members import actions, delivery
from members.models import DataExport
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.django_db
class TestTheClock:
    def test_takes_away_what_is_over_with_its_file(self, built):
        export = built(factories.member())
        name = export.file.name
        actions.tend_downloads(now=export.expires_at - datetime.timedelta(seconds=1))
        assert default_storage.exists(name)
        actions.tend_downloads(now=export.expires_at)
        export.refresh_from_db()
        assert (export.state, export.file.name) == ("expired", "")
        assert not default_storage.exists(name)

    def test_has_another_worker_begin_anew_where_one_died(self, run_tasks):
        export = DataExport.objects.create(member=factories.member(), state="building", attempts=1)
        with run_tasks():
            actions.tend_downloads()
        export.refresh_from_db()
        assert export.state == "building"  # it may live still
        DataExport.objects.update(touched_at=timezone.now() - datetime.timedelta(minutes=6))
        with run_tasks():
            actions.tend_downloads()
        export.refresh_from_db()
        assert (export.state, export.attempts) == ("ready", 2)

    def test_gives_up_after_three_and_the_member_can_ask_again(self, built):
        member = factories.member()
        export = DataExport.objects.create(
            member=member, state="building", attempts=3, touched_at=timezone.now() - datetime.timedelta(minutes=6)
        )
        default_storage.save(f"own-data/{export.pk}-3.zip", io.BytesIO(b"what a killed worker left"))
        actions.tend_downloads()
        export.refresh_from_db()
        assert export.state == "failed"
        assert default_storage.listdir("own-data")[1] == []
        assert built(member).state == "ready"

    def test_is_in_time_with_a_worker_that_comes_back_from_the_dead(self, settings):
        """The later attempt alone may finish, and the earlier one leaves nothing behind."""
        member = factories.member()
        export = DataExport.objects.create(member=member)

        def overtaken(member):
            DataExport.objects.filter(pk=export.pk).update(attempts=2)
            return []

        settings.OWN_DATA = [f"{__name__}.overtaken"]
        globals()["overtaken"] = overtaken
        assert delivery.build_data_export(export.pk) is False
        export.refresh_from_db()
        assert (export.state, export.file.name) == ("building", "")
        assert default_storage.listdir("own-data")[1] == []

    def test_says_that_a_build_failed_and_logs_no_words(self, settings, caplog):
        def broken(member):
            raise RuntimeError("My secret words")

        settings.OWN_DATA = [f"{__name__}.broken"]
        globals()["broken"] = broken
        export = DataExport.objects.create(member=factories.member())
        assert delivery.build_data_export(export.pk) is False
        export.refresh_from_db()
        assert export.state == "failed"
        assert "RuntimeError" in caplog.text and "secret" not in caplog.text
