"""What is typed before an account is erased."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

REASON_LENGTH = 500


class EraseForm(forms.Form):
    """The own address, typed: nobody does that by mistake."""

    address = forms.CharField(
        label=gettext_lazy("Your e-mail address, to confirm"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "dir": "ltr"}),
        error_messages={"required": gettext_lazy("Type your e-mail address.")},
    )

    def __init__(self, *args, member, **kwargs):
        self.member = member
        super().__init__(*args, **kwargs)

    def clean_address(self):
        typed = self.cleaned_data["address"].strip()
        if typed.casefold() != (self.member.email or "").casefold():
            raise forms.ValidationError(_("This is not the address of your account."))
        return typed


class GuestAddressForm(forms.Form):
    """Whose traces are looked for."""

    address = forms.CharField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "dir": "ltr", "size": 40}),
        error_messages={"required": gettext_lazy("Type the e-mail address.")},
    )


class EraseGuestForm(forms.Form):
    """Why the secretariat erases somebody without an account, and which of their names goes out of all texts."""

    address = forms.CharField(max_length=254, widget=forms.HiddenInput)
    names = forms.MultipleChoiceField(
        label=gettext_lazy("Take these names out of everybody’s texts"),
        help_text=gettext_lazy("Not one that is a word of the language: it would be taken out of every sentence."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Kept in the log of the administration. Name nobody in it."),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 80, "dir": "auto"}),
        error_messages={"required": gettext_lazy("Write the reason.")},
    )

    def __init__(self, *args, names, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["names"].choices = [(name, name) for name in names]
        if not names:
            del self.fields["names"]


class EraseMemberForm(forms.Form):
    """Why the secretariat erases somebody, with the name typed."""

    name = forms.CharField(
        label=gettext_lazy("The member's name, to confirm"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
        error_messages={"required": gettext_lazy("Type the member's name.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Kept in the log of the administration. Name nobody in it."),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 80, "dir": "auto"}),
        error_messages={"required": gettext_lazy("Write the reason.")},
    )

    leave_name = forms.BooleanField(
        label=gettext_lazy("Leave the name in everybody’s texts"),
        help_text=gettext_lazy("Where it is a word of the language: it would be taken out of every sentence."),
        required=False,
    )

    def __init__(self, *args, member, **kwargs):
        self.member = member
        super().__init__(*args, **kwargs)

    def clean_name(self):
        typed = " ".join(self.cleaned_data["name"].split())
        if typed.casefold() != " ".join(self.member.name.split()).casefold():
            raise forms.ValidationError(_("This is not the member's name."))
        return typed
