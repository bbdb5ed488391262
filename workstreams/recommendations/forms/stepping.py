"""Taking steps, and the days that a document keeps."""

import datetime

from crispy_forms.helper import FormHelper
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workstreams.recommendations.steps import LASTS


def _day(**kwargs):
    wrong = {"invalid": _("Choose a day."), "required": _("Choose a day.")}
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, error_messages=wrong, **kwargs)


def _whole_day(day):
    """The last minute of that day where the reader is."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(23, 59))) if day else None


def _why(**kwargs):
    return forms.CharField(
        max_length=2000,
        error_messages={
            "required": _("Say why."),
            "max_length": _("%(limit_value)s characters fit. This has %(show_value)s."),
        },
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        **kwargs,
    )


class _Form(forms.Form):
    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "why" in self.fields:
            self.fields["why"].widget.attrs.pop("maxlength", None)
        self.helper = FormHelper()
        self.helper.form_tag = False


class StepForm(_Form):
    """A move: until when its step lasts, for steps that do; why, for those that must say so."""

    ends = _day(label=_("Ends at the end of this day"))
    why = _why(label=_("Why"), help_text=_("It stands in the history, for all who see the group."))

    def __init__(self, *args, move, **kwargs):
        super().__init__(*args, **kwargs)
        if move.after not in LASTS:
            del self.fields["ends"]
        if not move.needs_reason:
            self.fields["why"].required = False

    def clean_ends(self):
        return _whole_day(self.cleaned_data["ends"])


class DeadlineForm(_Form):
    """Another end of a step, and why."""

    ends = _day(label=_("Ends at the end of this day"))
    why = _why(label=_("Why"), help_text=_("It stands in the history, for all who see the group."))

    def clean_ends(self):
        return _whole_day(self.cleaned_data["ends"])


class ReviewForm(_Form):
    """The day on which a text is looked at again; none: it is not."""

    day = _day(
        label=_("Day of the review"),
        required=False,
        help_text=_("A week before it, and on it, editors and leads are reminded. Leave it empty for no review."),
    )
