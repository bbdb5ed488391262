"""How often, on which day, at what hour."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from workstreams.digests.models import Subscription
from workstreams.digests.wording import clock


class DigestForm(forms.Form):
    frequency = forms.ChoiceField(
        label=_("How often"), choices=Subscription.Frequency.choices, widget=forms.RadioSelect
    )
    weekday = forms.TypedChoiceField(
        label=_("Day"), choices=list(WEEKDAYS.items()), coerce=int, help_text=_("Of a weekly digest.")
    )
    hour = forms.TypedChoiceField(label=_("Time"), choices=[(hour, clock(hour)) for hour in range(24)], coerce=int)

    def __init__(self, *args, place, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hour"].help_text = _("In your time zone: %(place)s.") % {"place": place}
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
