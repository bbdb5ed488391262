"""Choosing passages of a post, and the text that takes them."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

NEW, AT_THE_END = "new", "end"


class QuoteForm(forms.Form):
    """`passages`: numbers of the post's blocks. `into`: a document's number, or NEW with a `title`; `clause`: of that
    document, or AT_THE_END for clauses of their own; `base`: the revision of which the clauses were offered."""

    use_required_attribute = False

    passages = forms.TypedMultipleChoiceField(
        label=_("Passages"),
        coerce=int,
        error_messages={
            "required": _("Choose at least one passage."),
            "invalid_choice": _("The post was changed in the meantime. Choose again."),
        },
        widget=forms.CheckboxSelectMultiple,
    )
    place = forms.ChoiceField(
        label=_("Where they go"),
        error_messages={
            "required": _("Choose where they go."),
            "invalid_choice": _("This clause does not stand in that text any more. Choose another."),
        },
    )
    title = forms.CharField(
        label=_("Title of the new text"),
        required=False,
        help_text=_("For a new text only."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def __init__(self, *args, passages, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["passages"].choices = passages
        self.fields["place"].choices = places
        self.helper = FormHelper()
        self.helper.form_tag = False

    def clean(self):
        given = super().clean()
        if given.get("place") == NEW and not given.get("title", "").strip():
            self.add_error("title", _("Give the new text a title."))
        return given
