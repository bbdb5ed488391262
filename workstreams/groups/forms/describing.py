"""What a group says of itself: when it is proposed, and later."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from workstreams.groups.models import WorkingGroup

WHAT_OPENS = _("Threads, files and texts. Those who sit in the group are told. It cannot be unread again.")
NOT_MEANT = _("More people would read this group. Tick that you mean it.")


def opens(group, visibility):
    """Whether more people could read a group that is here already. Of no visibility that is none."""
    Visibility = WorkingGroup.Visibility
    return bool(
        group.pk
        and visibility in Visibility.values
        and Visibility(visibility).is_wider_than(Visibility(group.visibility))
    )


class ChangeForm(forms.ModelForm):
    """What a group says of itself."""

    use_required_attribute = False

    class Meta:
        model = WorkingGroup
        fields = [
            "name",
            "slug",
            "purpose",
            "visibility",
            "joining",
            "roster",
            "first_posts_held",
            "texts_in_mail",
        ]
        widgets = {
            "name": forms.TextInput(attrs={"dir": "auto"}),
            "purpose": forms.TextInput(attrs={"dir": "auto"}),
            "visibility": forms.RadioSelect,
            "joining": forms.RadioSelect,
            "roster": forms.RadioSelect,
        }
        help_texts = {
            "slug": _("Small letters, digits and hyphens. Earlier addresses go on leading to the group."),
            "purpose": _("It stands under the name, on the group’s pages and in the list of groups."),
            "first_posts_held": _(
                "How many posts of somebody new to the group wait until a lead has read them. 0: none, up to 10."
            ),
            "roster": _("Participants see all names in any case, and leads are always named."),
        }
        error_messages = {
            "name": {"required": _("Enter the name of the group.")},
            "slug": {
                "required": _("Enter a short address."),
                "unique": _("Another group has this short address. Choose another."),
            },
            "purpose": {"required": _("Say what the group works on.")},
            "first_posts_held": {"required": _("Enter a number. 0 for none."), "invalid": _("Enter a whole number.")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._ask_whether_it_opens()
        for name in ("visibility", "joining", "roster"):
            self.fields[name].error_messages["required"] = _("Choose one.")
        self.helper = FormHelper()
        self.helper.form_tag = False

    def _ask_whether_it_opens(self):
        """Who lets more people read asks for a tick: what was written for few cannot be unread."""
        chosen = self.data.get(self.add_prefix("visibility"))
        if not opens(self.instance, chosen):
            return
        readers = {
            WorkingGroup.Visibility.MEMBERS: _("Every member of the alliance may read all that was ever written here"),
            WorkingGroup.Visibility.PUBLIC: _("Anyone may read all that was ever written here"),
        }
        self.fields["opens"] = forms.BooleanField(
            label=readers[chosen], help_text=WHAT_OPENS, error_messages={"required": NOT_MEANT}
        )
        self.order_fields(["name", "slug", "purpose", "visibility", "opens"])

    def changes(self):
        """What a valid form says of the group."""
        return {name: value for name, value in self.cleaned_data.items() if name != "opens"}

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
        self.fields["area"].empty_label = _("Choose a priority area")
