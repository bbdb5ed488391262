"""Inviting people, one or a list."""

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from members.invitees import LARGEST, LONGEST_ADDRESS, LONGEST_NAME, Unreadable, clean_address, decode
from members.names import clean_name
from workstreams.groups.models import Participation


class InvitationForm(forms.Form):
    """What every invitation says. `roles`: those that the inviter may give; none where it leads to no group."""

    role = forms.ChoiceField(label=_("Role in the group"), initial=Participation.Role.PARTICIPANT)
    message = forms.CharField(
        label=_("A few words"),
        help_text=_("They stand in the mail, under your name. Answers to the mail go to the secretariat."),
        required=False,
        max_length=1000,
        error_messages={"max_length": _("%(limit_value)s characters fit. This has %(show_value)s.")},
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )

    use_required_attribute = False

    def __init__(self, *args, roles, **kwargs):
        super().__init__(*args, **kwargs)
        if roles:
            self.fields["role"].choices = [(role.value, role.label) for role in roles]
        else:
            del self.fields["role"]
        # The box takes what is pasted; what is too long is said, not cut off.
        self.fields["message"].widget.attrs.pop("maxlength", None)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    @property
    def chosen_role(self):
        """The role that was chosen; that of a participant where there is no choice."""
        return self.cleaned_data.get("role") or Participation.Role.PARTICIPANT


class InviteForm(InvitationForm):
    """An invitation to one person."""

    email = forms.CharField(
        label=_("E-mail address"),
        help_text=_("The invitation is for whoever reads this mailbox, and for nobody else."),
        max_length=LONGEST_ADDRESS,
        error_messages={"required": _("Enter the e-mail address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("Name"),
        help_text=_("It is filled in when they sign up, and they can change it."),
        required=False,
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )

    field_order = ["email", "name", "role", "message"]

    def clean_email(self):
        return clean_address(self.cleaned_data["email"])

    def clean_name(self):
        return clean_name(self.cleaned_data["name"])


class InviteListForm(InvitationForm):
    """Invitations to a list of people, pasted or in a file. What the file says takes the place of what was pasted."""

    people = forms.CharField(
        label=_("People"),
        help_text=_("A line each: address, name, role. The role may be missing, and the name too."),
        error_messages={"required": _("Paste a list, or choose a file.")},
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto", "spellcheck": "false"}),
    )
    file = forms.FileField(
        label=_("Or a file"),
        help_text=_("CSV in UTF-8, up to 1 MB, with the same columns."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
    )

    field_order = ["people", "file", "role", "message"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].required = "file" not in self.files

    def clean_file(self):
        content = self.cleaned_data["file"]
        if not content:
            return ""
        try:
            # A byte more than may be says that it is too large, without reading the rest.
            return decode(content.read(LARGEST + 1))
        except Unreadable as problem:
            raise ValidationError(str(problem)) from None

    def clean(self):
        data = super().clean()
        data["people"] = (data.get("file") or data.get("people") or "").replace("\r\n", "\n").strip()
        if not data["people"] and not self.errors:
            self.add_error("people", _("Paste a list, or choose a file."))
        return data
