"""Asking for a seat."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from workstreams.groups.models import JoinRequest


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
