"""The shape of input about groups, their charters and seats."""

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from members.invitees import LARGEST, LONGEST_ADDRESS, LONGEST_NAME, Unreadable, clean_address, decode
from members.names import clean_name
from workstreams.groups.models import JoinRequest, Milestone, Participation, WorkingGroup


class JoinRequestForm(forms.ModelForm):
    """What somebody tells the leads when asking for a seat."""

    class Meta:
        model = JoinRequest
        fields = ["note"]
        labels = {"note": _("A note to the leads")}
        help_texts = {"note": _("What you work on, and what you want to bring. The leads of the group read it.")}
        error_messages = {"note": {"max_length": _("%(limit_value)s characters fit. This has %(show_value)s.")}}
        widgets = {"note": forms.Textarea(attrs={"rows": 5, "dir": "auto"})}

    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # The box takes what is pasted; what is too long is said, not cut off.
        self.fields["note"].widget.attrs.pop("maxlength", None)
        self.helper = FormHelper()
        self.helper.form_tag = False


class ChangeForm(forms.ModelForm):
    """What a group says of itself."""

    use_required_attribute = False

    class Meta:
        model = WorkingGroup
        fields = ["name", "slug", "purpose", "visibility", "joining", "roster"]
        widgets = {
            "name": forms.TextInput(attrs={"dir": "auto"}),
            "purpose": forms.TextInput(attrs={"dir": "auto"}),
            "visibility": forms.RadioSelect,
            "joining": forms.RadioSelect,
            "roster": forms.RadioSelect,
        }
        help_texts = {
            "slug": _("Small letters, digits and hyphens. Earlier addresses go on leading to the group."),
            "purpose": _("What the group works on, in a line."),
            "roster": _("Participants see all names in any case, and leads are always named."),
        }
        error_messages = {
            "name": {"required": _("Enter the name of the group.")},
            "slug": {
                "required": _("Enter a short address."),
                "unique": _("Another group has this short address. Choose another."),
            },
            "purpose": {"required": _("Say what the group works on.")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("visibility", "joining", "roster"):
            self.fields[name].error_messages["required"] = _("Choose one.")
        self.helper = FormHelper()
        self.helper.form_tag = False

    def _post_clean(self):
        """The action asks the row itself, under its lock: the form's copy stays as it was read."""


class FoundingForm(ChangeForm):
    """A group that is proposed."""

    class Meta(ChangeForm.Meta):
        fields = ["area", "name", "slug", "purpose", "charter", "visibility", "joining", "roster"]
        widgets = {**ChangeForm.Meta.widgets, "charter": forms.Textarea(attrs={"rows": 12, "dir": "auto"})}
        help_texts = {
            **ChangeForm.Meta.help_texts,
            "slug": _("Small letters, digits and hyphens. It stands in the group’s address."),
            "charter": _("Markdown. It may follow later: the group needs one before it is chartered."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].error_messages["required"] = _("Choose the priority area to which the group belongs.")


class CharterForm(forms.Form):
    """A charter's new text. `base` is the number of the revision that it was written on; the first, on none, needs no
    line that says what changed."""

    use_required_attribute = False

    body = forms.CharField(
        label=_("Charter"),
        error_messages={"required": _("Write the charter: what the group is for, and how it works.")},
        strip=False,
        help_text=_("Markdown: ## heading, *emphasis*, **strong**, - list, [words](https://address)."),
        widget=forms.Textarea(attrs={"rows": 20, "dir": "auto"}),
    )
    note = forms.CharField(
        label=_("What changed, in a line"),
        max_length=200,
        error_messages={
            "required": _("Say in a line what changed."),
            "max_length": _("%(limit_value)s characters fit. This has %(show_value)s."),
        },
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args, is_first=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].required = not is_first
        self.fields["note"].widget.attrs.pop("maxlength", None)
        self.helper = FormHelper()
        self.helper.form_tag = False


class MilestoneForm(forms.ModelForm):
    """Something that will be done by a day."""

    use_required_attribute = False

    class Meta:
        model = Milestone
        fields = ["title", "due_on"]
        labels = {"title": _("What will be done"), "due_on": _("By when")}
        widgets = {
            "title": forms.TextInput(attrs={"dir": "auto"}),
            "due_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        }
        error_messages = {
            "title": {
                "required": _("Say what will be done."),
                "max_length": _("%(limit_value)s characters fit. This has %(show_value)s."),
            },
            "due_on": {
                "required": _("Choose the day by which it will be done."),
                "invalid": _("Write the day as year, month and day, like 2026-03-31."),
            },
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].widget.attrs.pop("maxlength", None)
        self.helper = FormHelper()
        self.helper.form_tag = False

    def _post_clean(self):
        """The action asks the row itself, under its lock."""


class NoteForm(forms.Form):
    """The words with which a group rests or ends. How long they may be, the action says."""

    use_required_attribute = False

    note = forms.CharField(
        label=_("Closing note"),
        error_messages={"required": _("Write a closing note. Everybody who reads the group sees it.")},
        help_text=_("What came of the work, or why it rests. Everybody who reads the group sees it."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False


class RoleForm(forms.Form):
    """Another role for somebody with a seat."""

    use_required_attribute = False

    role = forms.ChoiceField(
        label=_("Role"),
        choices=Participation.Role.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the roles."), "invalid_choice": _("Choose one of the roles.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False


class RemovalForm(forms.Form):
    """Why somebody's seat ends. How long the reason may be, the action says."""

    use_required_attribute = False

    reason = forms.CharField(
        label=_("Reason"),
        error_messages={"required": _("Write the reason. The member will read it.")},
        help_text=_("The member gets it by mail."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False


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
