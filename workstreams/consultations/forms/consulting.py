"""Opening and closing consultations."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from portal.days import DayField, end_of
from workstreams.recommendations.models import Revision

AUDIENCES = [
    (Revision.Audience.GROUP, _("Those who sit in the group")),
    (Revision.Audience.MEMBERS, _("All members of the alliance")),
    (Revision.Audience.PUBLIC, _("Everybody, with a confirmed e-mail address")),
]


class _Form(forms.Form):
    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False


def _why(**kwargs):
    widget = forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    return forms.CharField(label=_("Why"), widget=widget, error_messages={"required": _("Say why.")}, **kwargs)


class _EndForm(_Form):
    ends = DayField(label=_("Ends at the end of this day"))

    def clean_ends(self):
        """The last minute of that day where the reader is."""
        return end_of(self.cleaned_data["ends"])


class OpenForm(_EndForm):
    """Whom the consultation asks, and until when. None is picked beforehand: it cannot be taken back."""

    audience = forms.ChoiceField(
        label=_("Who reads this revision and comments on it"),
        choices=AUDIENCES,
        widget=forms.RadioSelect,
        help_text=_("Whom a revision was opened to can read it for good."),
        error_messages={"required": _("Choose who comments.")},
    )

    field_order = ["audience", "ends"]


class EndForm(_EndForm):
    why = _why()


class CloseForm(_Form):
    why = _why(required=False, help_text=_("It stands in the history."))
