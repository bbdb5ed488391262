"""What a group will have done, and by when."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from portal.days import DayField
from workstreams.groups.models import Milestone


class MilestoneForm(forms.ModelForm):
    """Something that will be done by a day."""

    use_required_attribute = False

    class Meta:
        model = Milestone
        fields = ["title", "due_on"]
        labels = {"title": _("What will be done"), "due_on": _("By when")}
        field_classes = {"due_on": DayField}
        widgets = {
            "title": forms.TextInput(attrs={"dir": "auto"}),
        }
        error_messages = {
            "title": {
                "required": _("Say what will be done."),
                "max_length": _("%(limit_value)s characters fit. This has %(show_value)s."),
            },
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].widget.attrs.pop("maxlength", None)
        self.helper = FormHelper()
        self.helper.form_tag = False

    def _post_clean(self):
        """The action asks the row itself, under its lock."""
