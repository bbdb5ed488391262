"""How often, on which day, at what hour; and how often for each group."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from workstreams.digests.models import GroupSubscription, Subscription
from workstreams.digests.wording import clock


class DigestForm(forms.Form):
    frequency = forms.ChoiceField(
        label=_("How often"), choices=Subscription.Frequency.choices, widget=forms.RadioSelect
    )
    weekday = forms.TypedChoiceField(
        label=_("Day"), choices=list(WEEKDAYS.items()), coerce=int, help_text=_("Of a weekly digest.")
    )
    hour = forms.TypedChoiceField(label=_("Time"), choices=[(hour, clock(hour)) for hour in range(24)], coerce=int)

    def __init__(self, *args, place, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hour"].help_text = _("In your time zone: %(place)s.") % {"place": place}
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class GroupsForm(forms.Form):
    """How often to hear of each of the `groups`, triples (group, frequency now, the same in words)."""

    AS_ALL = "all"
    CHOICES = [(AS_ALL, _("As everything")), *GroupSubscription.Frequency.choices[1:]]

    def __init__(self, *args, groups, **kwargs):
        super().__init__(*args, **kwargs)
        self.groups = groups
        for group, now, words in groups:
            self.fields[self._name(group)] = forms.ChoiceField(
                label=group.name,
                help_text=_("Now: %(words)s.") % {"words": words},
                choices=self.CHOICES,
                initial=now or self.AS_ALL,
                error_messages={"invalid_choice": _("Choose how often from the list.")},
            )
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    @property
    def of_groups(self):
        """The fields of the groups, to be drawn together."""
        return [self[self._name(group)] for group, *_now in self.groups]

    @property
    def choices(self):
        """What was chosen for each group that was changed: {group: frequency}."""
        chosen = {group: (now, self.cleaned_data[self._name(group)]) for group, now, _words in self.groups}
        plain = {group: (now, "" if then == self.AS_ALL else then) for group, (now, then) in chosen.items()}
        return {group: then for group, (now, then) in plain.items() if then != now}

    @staticmethod
    def _name(group):
        return f"group_{group.pk}"
