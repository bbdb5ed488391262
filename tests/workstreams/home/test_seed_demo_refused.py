"""The sample content is only for a demonstration."""

import pytest
from django.core.management import CommandError, call_command

from members.models import Member


def test_where_a_second_factor_is_asked_it_says_what_to_do_and_makes_nothing(db, tmp_path, settings):
    settings.DEMO, settings.DATA_DIR, settings.SECOND_FACTOR_REQUIRED = True, tmp_path, True
    with pytest.raises(CommandError, match="SECOND_FACTOR_REQUIRED=0"):
        call_command("seed_demo")
    assert not Member.objects.exists()


def test_outside_demo_mode_it_refuses(db, tmp_path, settings):
    settings.DEMO, settings.DATA_DIR = False, tmp_path
    with pytest.raises(CommandError, match="PORTAL_DEMO"):
        call_command("seed_demo")
    assert not Member.objects.exists()
    assert not (tmp_path / "demo-accounts.json").exists()
