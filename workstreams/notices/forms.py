"""What comes to one, and from where."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from workstreams.discussion.models import Following
from workstreams.notices.models import Choice

LEVELS = [
    (Following.Level.WATCHING, _("Watching: every thread and post")),
    (Following.Level.TRACKING, _("Tracking: what is new is counted")),
    (Following.Level.NORMAL, _("Normal: mentions and answers")),
    (Following.Level.MUTED, _("Muted: nothing at all")),
]


class NoticeForm(forms.Form):
    """Which kinds come, which of them by mail as well, and how closely each of the `groups`, pairs (group, level now),
    is followed."""

    wanted = forms.MultipleChoiceField(
        label=_("Tell me"),
        required=False,
        choices=[(kind.value, kind.label) for kind in Choice.OPTIONAL],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Decisions about you always come."),
    )

    mailed = forms.MultipleChoiceField(
        label=_("By mail as well"),
        required=False,
        choices=[(kind.value, kind.label) for kind in Choice.OPTIONAL],
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Only of what you have not read here by then, and of what comes at all. Decisions about you always come."
        ),
    )

    def __init__(self, *args, groups, **kwargs):
        super().__init__(*args, **kwargs)
        self.groups = groups
        for group, level in groups:
            self.fields[f"group_{group.pk}"] = forms.ChoiceField(label=group.name, choices=LEVELS, initial=level)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    @property
    def of_groups(self):
        """The fields of the groups, to be drawn together."""
        return [self[f"group_{group.pk}"] for group, _level in self.groups]

    @property
    def levels(self):
        """What was chosen for each group that was changed: {group: level}."""
        chosen = {group: (level, self.cleaned_data[f"group_{group.pk}"]) for group, level in self.groups}
        return {group: level for group, (before, level) in chosen.items() if level != before}
