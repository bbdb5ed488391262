"""Another role, and the end of a seat."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from workstreams.groups.models import Participation


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
