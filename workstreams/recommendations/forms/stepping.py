"""Taking steps, and the days that a document keeps."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from portal.days import DayField, end_of
from workstreams.recommendations.steps import LASTS


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

    ends = DayField(label=_("Ends at the end of this day"))
    why = _why(label=_("Why"), help_text=_("It stands in the history, for all who see the group."))

    def __init__(self, *args, move, **kwargs):
        super().__init__(*args, **kwargs)
        if move.after not in LASTS:
            del self.fields["ends"]
        if not move.needs_reason:
            self.fields["why"].required = False

    def clean_ends(self):
        return end_of(self.cleaned_data["ends"])


class DeadlineForm(_Form):
    """Another end of a step, and why."""

    ends = DayField(label=_("Ends at the end of this day"))
    why = _why(label=_("Why"), help_text=_("It stands in the history, for all who see the group."))

    def clean_ends(self):
        return end_of(self.cleaned_data["ends"])


class ReviewForm(_Form):
    """The day on which a text is looked at again; none: it is not."""

    day = DayField(
        label=_("Day of the review"),
        required=False,
        help_text=_("A week before it, and on it, editors and leads are reminded. Leave it empty for no review."),
    )
