"""Days as people type them, and the moments at which they begin and end where the reader is."""

import datetime

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

NOT_A_DAY = _("Write the day as year, month, day: 2026-11-30.")
EARLIEST, LATEST = datetime.date(1900, 1, 1), datetime.date(2999, 1, 1)


class DayField(forms.DateField):
    """A day from 1900 to 2999, in the form that a browser's own field sends (ISO 8601). Beyond these years an end of it
    may be a moment that no calendar has, and that the database keeps and nobody can read again."""

    # 3/4 is one day here and another there.
    input_formats = ["%Y-%m-%d"]
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    default_error_messages = {"invalid": NOT_A_DAY, "required": _("Choose a day.")}
    default_validators = [MinValueValidator(EARLIEST, NOT_A_DAY), MaxValueValidator(LATEST, NOT_A_DAY)]


def midnight(day):
    """The moment at which this day begins in the time zone of the reader."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def end_of(day):
    """The last minute of this day in the time zone of the reader."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(23, 59)))
