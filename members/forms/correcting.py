"""Putting right what an application says."""

from django import forms
from django.utils.translation import gettext, gettext_lazy

from members.forms.for_whom import ForWhomForm
from members.models import Membership


class CorrectApplicationForm(ForWhomForm):
    """For whom an applicant speaks, and why they want to take part; `application` and `affiliation` (or None) say what
    stands there now."""

    statement = forms.CharField(
        label=gettext_lazy("Why do you want to take part?"),
        help_text=gettext_lazy("The secretariat reads it when it decides."),
        required=False,
        max_length=Membership._meta.get_field("statement").max_length,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )

    use_required_attribute = False

    def __init__(self, *args, application, affiliation, **kwargs):
        super().__init__(*args, **kwargs)
        organisation = affiliation and affiliation.organisation
        self.initial = {
            "sector": affiliation and affiliation.sector_id,
            "organisation_name": organisation.name if organisation else "",
            "individual": affiliation is not None and organisation is None,
            "statement": application.statement,
        }
        # Nobody is asked back about the name that their application has already.
        self.initial["mine_is_another"] = self.initial["organisation_name"]
        self.fields["statement"].widget.attrs.pop("maxlength", None)
        self.fields["statement"].error_messages["max_length"] = gettext(
            "%(limit_value)s characters fit. This has %(show_value)s."
        )
