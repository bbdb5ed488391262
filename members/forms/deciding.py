"""What the secretariat writes when it decides."""

from django import forms
from django.utils.translation import gettext_lazy

from members.models import Membership


class DeclineForm(forms.Form):
    """Why applications are declined. Each applicant reads it."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("The applicants read it in a mail, word for word."),
        max_length=Membership._meta.get_field("reason").max_length,
        error_messages={"required": gettext_lazy("Write the reason. The applicant will read it.")},
        widget=forms.Textarea(attrs={"rows": 5, "cols": 80, "dir": "auto"}),
    )
