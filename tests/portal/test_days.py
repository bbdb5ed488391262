"""Days that people type."""

import datetime
import pathlib
import zoneinfo

import pytest
from django import forms
from django.conf import settings
from django.utils import timezone

from portal.days import DayField, end_of, midnight


def test_a_day_is_read_as_a_browser_sends_it():
    assert DayField().clean("2026-11-30") == datetime.date(2026, 11, 30)


@pytest.mark.parametrize("typed", ["soon", "30/11/2026", "3/4/2026", "2026-02-30", "0001-01-01", "9999-12-31"])
def test_what_is_no_day_or_none_of_our_time_is_refused_in_one_sentence(typed):
    with pytest.raises(forms.ValidationError) as problem:
        DayField().clean(typed)
    assert problem.value.messages == ["Write the day as year, month, day: 2026-11-30."]


def test_a_day_that_is_needed_is_asked_for():
    with pytest.raises(forms.ValidationError, match=r"Choose a day\."):
        DayField().clean("")
    assert DayField(required=False).clean("") is None


def test_a_form_shows_the_day_as_it_was_typed():
    class Form(forms.Form):
        day = DayField()

    assert 'value="2026-11-30"' in str(Form(initial={"day": datetime.date(2026, 11, 30)}))
    assert 'value="9999-12-31"' in str(Form({"day": "9999-12-31"}))


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12", "America/Santiago"])
def test_the_ends_of_the_first_and_the_last_day_are_moments_everywhere(zone):
    with timezone.override(zoneinfo.ZoneInfo(zone)):
        for typed in ("1900-01-01", "2999-01-01"):
            day = DayField().clean(typed)
            begins, ends = midnight(day).astimezone(datetime.UTC), end_of(day).astimezone(datetime.UTC)
            assert (ends - begins) == datetime.timedelta(hours=23, minutes=59)


def test_no_form_reads_days_in_another_way():
    files = [path for floor in ("members", "workstreams") for path in (settings.BASE_DIR / floor).rglob("*.py")]
    assert len(files) > 100
    assert [str(path) for path in files if "forms.DateField" in pathlib.Path(path).read_text()] == []
