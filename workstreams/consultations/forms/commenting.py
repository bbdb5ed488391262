"""Commenting, answering, hiding."""

import uuid

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import Sector


def _text(label, missing="", **kwargs):
    widget = forms.Textarea(attrs={"rows": 5, "dir": "auto"})
    return forms.CharField(label=label, error_messages={"required": missing}, strip=False, widget=widget, **kwargs)


class _Form(forms.Form):
    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False


class AnswerForm(_Form):
    """`submission`: one form makes one comment."""

    body = _text(_("Your answer"), _("Write what you want to say."), help_text=_("Markdown."))
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["submission"].initial = uuid.uuid4


class CommentForm(AnswerForm):
    """A comment; on a clause (`text`) it may say how that should read. The box brings the clause as it stands, and what
    is left so is no amendment."""

    proposed = _text(
        _("How the clause should read"),
        required=False,
        help_text=_("Change the words here to propose an amendment. Left as it is, nothing is proposed."),
    )

    field_order = ["body", "proposed", "name", "email", "sector", "website", "submission"]

    def __init__(self, *args, text=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.text = text
        self.fields["body"].label = _("Your comment")
        self.fields["body"].help_text = _("Markdown. Say what should change, and why.")
        if text is None:
            del self.fields["proposed"]
        else:
            self.fields["proposed"].initial = text.source
            self.fields["proposed"].widget.attrs["rows"] = min(14, 3 + len(text.source) // 70)

    def clean_proposed(self):
        proposed = self.cleaned_data["proposed"].replace("\r\n", "\n").strip()
        return "" if proposed == self.text.source.strip() else proposed


class GuestForm(CommentForm):
    """The comment of somebody without an account."""

    name = forms.CharField(
        label=_("Your name"),
        help_text=_("It stands with your comment."),
        error_messages={"required": _("Enter your name. It stands with your comment.")},
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    email = forms.CharField(
        label=_("Your e-mail address"),
        help_text=_("We send a link to it. Your comment counts once you follow the link. Nobody sees the address."),
        error_messages={"required": _("Enter your address. Without it the comment cannot be confirmed.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    sector = forms.ModelChoiceField(
        label=_("For which sector you speak"),
        queryset=Sector.objects.all(),
        required=False,
        empty_label=_("None"),
    )
    website = forms.CharField(
        label=_("Leave this empty"), required=False, widget=forms.TextInput(attrs={"style": "display: none"})
    )

    @property
    def is_of_a_robot(self):
        """Whether a box is filled in that people do not see."""
        return bool(self.cleaned_data.get("website"))


class HideForm(_Form):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Everybody reads it in place of the comment. Name the rule, not the person."),
        error_messages={"required": _("Write the reason. Everybody reads it in place of the comment.")},
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
