"""Writing documents."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _


def _body(**kwargs):
    return forms.CharField(
        label=_("Text"),
        error_messages={"required": _("Write the text, or its first sentence.")},
        strip=False,
        widget=forms.Textarea(attrs={"rows": 22, "dir": "auto", "class": "clausesbox"}),
        help_text=_(
            "Markdown. A heading (## words) or a paragraph is a clause, with a number and a place for comments. Leave "
            "an empty line between two."
        ),
        **kwargs,
    )


class _Form(forms.Form):
    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False


class TitleForm(_Form):
    """A document's title. How long it may be, the action says."""

    title = forms.CharField(
        label=_("Title"),
        error_messages={"required": _("Give the text a title.")},
        help_text=_("5 to 200 characters. Name what is recommended: “Graded access to frontier models”."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


class BeginForm(TitleForm):
    """A new document."""

    body = _body()


class ReviseForm(_Form):
    """A document's new text. `base` is the number of the revision that it was written on."""

    body = _body()
    note = forms.CharField(
        label=_("What changed, in a line"),
        error_messages={"required": _("Say in a line what changed.")},
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
