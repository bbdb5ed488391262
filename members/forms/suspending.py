"""What the secretariat writes when it suspends somebody."""

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.utils import timezone
from django.utils.translation import gettext_lazy

from members.models import Suspension


class SuspendForm(forms.Form):
    """Why, and until when. The member reads both."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("The member reads it in a mail and on their page, word for word."),
        max_length=Suspension._meta.get_field("reason").max_length,
        error_messages={"required": gettext_lazy("Write the reason. The member will read it.")},
        widget=forms.Textarea(attrs={"rows": 5, "cols": 80, "dir": "auto"}),
    )
    until = forms.SplitDateTimeField(
        label=gettext_lazy("Until"),
        help_text=gettext_lazy("Day and time, in your own time zone. Empty: until somebody lifts it."),
        required=False,
        error_messages={
            "invalid_date": gettext_lazy("Write the day like 2026-11-30."),
            "invalid_time": gettext_lazy("Write the time like 14:00."),
        },
        widget=AdminSplitDateTime,
    )

    use_required_attribute = False

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until is not None and until <= timezone.now():
            raise forms.ValidationError(gettext_lazy("Choose a moment that is still to come."))
        return until
