"""Publishing, ending what is published, and how publications are numbered."""

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.days import DayField
from workstreams.publications.models import Scheme
from workstreams.publications.numbers import next_versions, wrong_with_pattern


class _Form(forms.Form):
    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False


def _why(help_text):
    return forms.CharField(
        label=_("Why"),
        max_length=2000,
        error_messages={
            "required": _("Say why."),
            "max_length": _("%(limit_value)s characters fit. This has %(show_value)s."),
        },
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )


class PublishForm(_Form):
    """A publication. Of the first version nothing is asked but when it is looked at again."""

    version = forms.ChoiceField(
        label=_("Version"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the next version."), "invalid_choice": _("Choose the next version.")},
    )
    changes = forms.CharField(
        label=_("What changed"),
        max_length=8000,
        error_messages={
            "required": _("Write what changed since the last version."),
            "max_length": _("%(limit_value)s characters fit. This has %(show_value)s."),
        },
        help_text=_("For somebody who knows the last version: which clauses, and why."),
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )
    review_on = DayField(
        label=_("Day of the review"),
        required=False,
        help_text=_("A week before it, and on it, editors and leads are reminded. Leave it empty for no review."),
    )

    def __init__(self, *args, before, **kwargs):
        super().__init__(*args, **kwargs)
        if before is None:
            del self.fields["version"], self.fields["changes"]
            return
        major, minor = next_versions(before.version)
        self.fields["version"].choices = [
            (major, _("%(version)s: what it recommends changed") % {"version": major}),
            (minor, _("%(version)s: it says the same, more clearly") % {"version": minor}),
        ]


class WithdrawForm(_Form):
    """Why a publication no longer holds."""

    why = _why(_("Everybody reads it, on the page of this publication."))


class SupersedeForm(_Form):
    """What takes the place of a publication, and why."""

    other = forms.ModelChoiceField(
        label=_("What takes its place"),
        queryset=None,
        empty_label=_("Choose a publication"),
        error_messages={
            "required": _("Choose another recommendation that is in force."),
            "invalid_choice": _("Choose another recommendation that is in force."),
        },
    )
    why = _why(_("It stands in the history, for all who see the group."))

    def __init__(self, *args, others, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = others
        self.fields["other"].label_from_instance = lambda one: f"{one}: {one.title}"


class SchemeForm(forms.ModelForm):
    """How publications are numbered, for the secretariat."""

    licence_url = forms.URLField(label=_("where the licence is read"), required=False, assume_scheme="https")

    class Meta:
        model = Scheme
        fields = ["pattern", "licence", "licence_url"]
        help_texts = {
            "pattern": _(
                "Letters, digits, dots and hyphens; {year}, and {n} for the place in that year, or {n:03} with zeros "
                "in front. What is published already keeps its number."
            )
        }

    def clean_pattern(self):
        pattern = self.cleaned_data["pattern"]
        if wrong_with_pattern(pattern):
            raise ValidationError(
                _("Write {n} or {n:03} somewhere, and besides it and {year} only letters, digits, dots and hyphens.")
            )
        return pattern
