"""Leaving the alliance, and asking to come back."""

from django import forms
from django.utils.translation import gettext, gettext_lazy

from members.forms.rules import AcceptRulesForm
from members.models import Membership


class LeaveForm(forms.Form):
    """One word, typed: nobody leaves by a slip of the hand."""

    word = forms.CharField(
        max_length=50,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )

    use_required_attribute = False

    def __init__(self, *args, is_applicant=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_applicant = is_applicant
        # Translators: the words that somebody types who wants to withdraw an application, or to leave the alliance
        self.asked = gettext("withdraw") if is_applicant else gettext("leave")
        self.fields["word"].label = gettext("Type the word “%(word)s”") % {"word": self.asked}
        self.fields["word"].error_messages["required"] = self._typed_wrong()

    def clean_word(self):
        if self.cleaned_data["word"].casefold() != self.asked.casefold():
            raise forms.ValidationError(self._typed_wrong())
        return self.cleaned_data["word"]

    def _typed_wrong(self):
        if self.is_applicant:
            return gettext("Type the word “%(word)s”, if you want to withdraw your application.") % {"word": self.asked}
        return gettext("Type the word “%(word)s”, if you want to leave.") % {"word": self.asked}


class ApplyAgainForm(AcceptRulesForm):
    """An application of somebody who was here before."""

    statement = forms.CharField(
        label=gettext_lazy("Why do you want to take part again?"),
        help_text=gettext_lazy("The secretariat reads it when it decides."),
        required=False,
        max_length=Membership._meta.get_field("statement").max_length,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    use_required_attribute = False
    field_order = ["statement", "accept_rules"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["statement"].widget.attrs.pop("maxlength", None)
        self.fields["statement"].error_messages["max_length"] = gettext(
            "%(limit_value)s characters fit. This has %(show_value)s."
        )
