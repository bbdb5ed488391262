"""What members tell the others about themselves, and who may read it."""

from crispy_forms.helper import FormHelper
from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy

from members.about import clean_about
from members.languages import language_choices
from members.models import Expertise, Profile


class AboutForm(forms.Form):
    """Expertise, languages, region and a short text; who may read them, and who may see the e-mail address."""

    about = forms.CharField(
        label=gettext_lazy("About me"),
        help_text=gettext_lazy("What you work on, in a few sentences. Plain text; addresses become links."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )
    expertise = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Expertise"),
        help_text=gettext_lazy("Up to 8 fields. Tell the secretariat what is missing from the list."),
        queryset=Expertise.objects.order_by(Lower("name")),
        required=False,
        error_messages={
            "invalid_choice": gettext_lazy("Choose from the list."),
            "invalid_pk_value": gettext_lazy("Choose from the list."),
        },
        widget=forms.CheckboxSelectMultiple,
    )
    region = forms.ChoiceField(
        label=gettext_lazy("Region that you work on"),
        choices=[("", gettext_lazy("No region in particular")), *Profile.Region.choices],
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose from the list.")},
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages that you work in"),
        help_text=gettext_lazy("Up to 12."),
        choices=language_choices,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose from the list.")},
        widget=forms.CheckboxSelectMultiple,
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("Who may read this"),
        help_text=gettext_lazy("Your name, sector and organisation stand beside all that you write, for everybody."),
        choices=Profile.Audience.choices,
        initial=Profile.Audience.MEMBERS,
        error_messages={
            "required": gettext_lazy("Choose who may read this."),
            "invalid_choice": gettext_lazy("Choose from the list."),
        },
        widget=forms.RadioSelect,
    )
    email_audience = forms.ChoiceField(
        label=gettext_lazy("Who may see your e-mail address"),
        help_text=gettext_lazy("The secretariat knows it, to reach you."),
        choices=Profile.Audience.choices,
        initial=Profile.Audience.NOBODY,
        error_messages={
            "required": gettext_lazy("Choose who may see your e-mail address."),
            "invalid_choice": gettext_lazy("Choose from the list."),
        },
        widget=forms.RadioSelect,
    )

    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        about = self.fields["about"]
        # Ours says it in words that help.
        about.validators = [one for one in about.validators if not isinstance(one, ProhibitNullCharactersValidator)]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean_about(self):
        return clean_about(self.cleaned_data["about"])

    @staticmethod
    def said_by(member):
        """What this member's form begins with: what they said last."""
        profile = getattr(member, "profile", None)
        if profile is None:
            return {}
        fields = ("about", "languages", "region", "audience", "email_audience")
        return {name: getattr(profile, name) for name in fields} | {"expertise": list(profile.expertise.all())}
