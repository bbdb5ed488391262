"""Which part of the log is read."""

from datetime import timedelta

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from portal.days import DayField, midnight
from workstreams.moderation.docket.log import ACTIONS


class LogForm(forms.Form):
    """What was done, by whom or about whom, and on which days. Nothing chosen: all of it."""

    action = forms.ChoiceField(label=_("What"), required=False)
    who = forms.CharField(
        label=_("Who"), required=False, max_length=100, help_text=_("Part of a name: who did it, or whom it is about.")
    )
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("To"), required=False)

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
            entries = entries.filter(at__gte=midnight(chosen["since"]))
        if chosen["until"]:
            entries = entries.filter(at__lt=midnight(chosen["until"] + timedelta(days=1)))
        return entries
