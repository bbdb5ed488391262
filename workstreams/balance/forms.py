"""Over which days voices are counted."""

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.days import DayField
from workstreams.balance import spans

USUAL = "90"


class SpanForm(forms.Form):
    """One of the usual periods, or days of one's own. What is not asked for is the last 90 days."""

    period = forms.ChoiceField(
        choices=[(str(days), str(days)) for days in spans.DAYS] + [(spans.ALL, spans.ALL)],
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("Choose one of the periods, or two days.")},
    )
    first = DayField(label=_("From"), required=False)
    last = DayField(label=_("To"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and first > last:
            raise ValidationError(_("The first day comes after the last. Choose them the other way round."))
        return cleaned

    def span(self):
        """The span that a valid form asks for, in the reader's time zone."""
        zone, today = timezone.get_current_timezone(), timezone.localdate()
        chosen = self.cleaned_data
        if chosen["first"] or chosen["last"]:
            return spans.between(chosen["first"], chosen["last"], zone=zone)
        if chosen["period"] == spans.ALL:
            return spans.of_all_time(zone=zone)
        return spans.of_the_last(int(chosen["period"] or USUAL), today=today, zone=zone)
