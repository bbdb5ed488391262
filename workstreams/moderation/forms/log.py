"""Which part of the log is read."""

from datetime import date, datetime, time, timedelta

from crispy_forms.helper import FormHelper
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workstreams.moderation.docket.log import ACTIONS

NOT_A_DAY = _("Write the day as year, month, day: 2025-11-30.")
# Beyond these years the reader's midnight may be a moment that no calendar has.
WITHIN = [MinValueValidator(date(1900, 1, 1), NOT_A_DAY), MaxValueValidator(date(2999, 1, 1), NOT_A_DAY)]


def _day(label):
    widget = forms.DateInput(attrs={"type": "date"})
    errors = {"invalid": NOT_A_DAY}
    return forms.DateField(label=label, required=False, widget=widget, validators=WITHIN, error_messages=errors)


class LogForm(forms.Form):
    """What was done, by whom or about whom, and on which days. Nothing chosen: all of it."""

    action = forms.ChoiceField(label=_("What"), required=False)
    who = forms.CharField(
        label=_("Who"), required=False, max_length=100, help_text=_("Part of a name: who did it, or whom it is about.")
    )
    since = _day(_("From"))
    until = _day(_("To"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["action"].choices = [("", _("Everything")), *ACTIONS.items()]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean(self):
        cleaned = super().clean()
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day is before the first one."))
        return cleaned

    def narrow(self, entries):
        """The entries that were asked for. Days are those of the reader's own time zone."""
        chosen = self.cleaned_data
        if chosen["action"]:
            entries = entries.filter(action=chosen["action"])
        if chosen["who"]:
            entries = entries.of(chosen["who"])
        if chosen["since"]:
            entries = entries.filter(at__gte=_midnight(chosen["since"]))
        if chosen["until"]:
            entries = entries.filter(at__lt=_midnight(chosen["until"] + timedelta(days=1)))
        return entries


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))
