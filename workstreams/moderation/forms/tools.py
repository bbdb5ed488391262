"""What a lead does of their own accord: hiding, another title, slow mode, moving, merging, splitting, silencing."""

import re

from crispy_forms.layout import Field
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from workstreams.discussion.actions.slowing import HOURS, MINUTES
from workstreams.discussion.models import Silence
from workstreams.groups.models import WorkingGroup
from workstreams.moderation.forms.fields import REASON_MISSING, ROWS, SENTENCE, RuleField, layout, offer_rules
from workstreams.moderation.models import Decision

Scope = Decision.Scope
#: The address of a thread, or of a place in it, whichever host it names; or its number alone.
NUMBER = re.compile(r"^(?:.*/threads/)?(\d{1,18})(?:[/?#].*)?$")


def _paces():
    return [(n, ngettext("once a minute", "once in %(n)d minutes", n) % {"n": n}) for n in MINUTES]


def _span(hours):
    if hours <= 24:
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    return ngettext("%(n)d day", "%(n)d days", hours // 24) % {"n": hours // 24}


class ReasonForm(forms.Form):
    """A reason that the person concerned reads, and the rule that it goes by."""

    use_required_attribute = False

    rule = RuleField()
    reason = forms.CharField(
        label=_("What happened, in a sentence the author will read"),
        max_length=500,
        widget=forms.Textarea(attrs=SENTENCE),
        error_messages={"required": REASON_MISSING},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer_rules(self)
        self.helper = layout(*self.rows())

    def rows(self):
        """The fields in their order, ready to be drawn."""
        return list(self.fields)


class HideForm(ReasonForm):
    """How much is hidden from here on, by which rule, and why. `answers`: how many answers stand below the post;
    `is_first`: whether it begins its thread."""

    field_order = ["scope", "rule", "reason"]

    scope = forms.ChoiceField(
        label=_("How much of it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how much is hidden.")},
    )

    def __init__(self, *args, answers=0, is_first=False, **kwargs):
        self.answers, self.is_first = answers, is_first
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("Every reader sees it where the post stood.")

    def rows(self):
        if not self.answers and not self.is_first:
            del self.fields["scope"]
            return list(self.fields)
        scope = self.fields["scope"]
        below = ngettext("And %(n)d answer to it.", "And all %(n)d answers to it.", self.answers) % {"n": self.answers}
        choices = [(Scope.POST, _("The post alone"), _("The answers stay."))]
        if self.is_first:
            choices.append((Scope.THREAD, _("The whole thread"), _("The title too: it says that a lead hid it.")))
        else:
            choices.append((Scope.BRANCH, _("The post and what answers it"), below))
        scope.choices = [(value, label) for value, label, _text in choices]
        scope.rows = {value: ("hidden", "object", text) for value, _label, text in choices}
        return [Field("scope", template=ROWS), *[name for name in self.fields if name != "scope"]]


class RetitleForm(ReasonForm):
    """Another title for somebody's thread."""

    field_order = ["title", "rule", "reason"]

    title = forms.CharField(
        label=_("The new title"),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        error_messages={"required": _("Write the title that the thread gets.")},
    )


class SlowForm(forms.Form):
    """How slow a thread is, and for how long."""

    minutes = forms.TypedChoiceField(
        label=_("Everybody posts"),
        coerce=int,
        choices=_paces,
        initial=5,
    )
    hours = forms.TypedChoiceField(
        label=_("For how long"),
        coerce=int,
        choices=lambda: [(n, _span(n)) for n in HOURS],
        initial=6,
    )
    helper = layout("minutes", "hours")


class ReadershipForm(forms.Form):
    """What brings the `thread` before other readers is asked once more before it does. `readers_of`: who reads in a
    group, in words."""

    use_required_attribute = False

    sure = forms.BooleanField(label=_("I know who will read it"), required=False)

    def __init__(self, *args, thread, readers_of, **kwargs):
        super().__init__(*args, **kwargs)
        self.thread, self.readers_of = thread, readers_of
        self.asks = False

    def ask_where_others_read(self, group):
        """Refuse, until it is ticked, what brings the thread before others than those who read it now."""
        here = self.thread.group
        same = here.pk == group.pk or (here.visibility == group.visibility != WorkingGroup.Visibility.PRIVATE)
        self.asks = not same
        if same or self.cleaned_data.get("sure"):
            return
        said = _("Now it is read by %(now)s. In %(group)s it is read by %(then)s. Tick the box, and press once more.")
        words = {"now": self.readers_of(here), "group": group.name, "then": self.readers_of(group)}
        self.add_error(None, ValidationError(said, params=words, code="readers"))


class MoveForm(ReadershipForm):
    """Which of the groups that somebody leads a thread goes to."""

    to = forms.ModelChoiceField(
        None,
        label=_("To which group"),
        help_text=_("The groups that you lead and that take posts."),
        empty_label=_("Choose a group"),
        error_messages={
            "required": _("Choose a group."),
            "invalid_choice": _("You do not lead this group. Choose another."),
        },
    )
    field_order = ["to", "sure"]

    def __init__(self, *args, groups, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = groups
        self.helper = layout("to")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("to"):
            self.ask_where_others_read(cleaned["to"])
        return cleaned


class MergeForm(ReadershipForm):
    """Which of the `threads` a thread becomes a part of."""

    into = forms.CharField(
        label=_("Into which thread"),
        help_text=_("Its address or its number. It becomes an answer to the first post there."),
        max_length=500,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "url", "autocomplete": "off"}),
        error_messages={"required": _("Write the address of the other thread, or its number.")},
    )
    field_order = ["into", "sure"]

    def __init__(self, *args, threads, **kwargs):
        super().__init__(*args, **kwargs)
        self.threads = threads
        self.helper = layout("into")

    def clean_into(self):
        found = NUMBER.match(self.cleaned_data["into"].strip())
        thread = self.threads.filter(pk=found[1]).first() if found else None
        if thread is None:
            raise ValidationError(_("In the groups that you lead there is no such thread. Copy its address once more."))
        return thread

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("into"):
            self.ask_where_others_read(cleaned["into"].group)
        return cleaned


class SplitForm(forms.Form):
    """The title of a thread that is made of a branch."""

    use_required_attribute = False

    title = forms.CharField(
        label=_("The title of the new thread"),
        help_text=_("5 to 200 characters. Ask one question: people see this first."),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        error_messages={"required": _("Write the title that the thread gets.")},
    )
    helper = layout("title")


class SilenceForm(ReasonForm):
    """For how long somebody says nothing in a group, by which rule, and why."""

    field_order = ["hours", "rule", "reason"]

    hours = forms.TypedChoiceField(
        label=_("For how long?"),
        coerce=int,
        widget=forms.RadioSelect,
        choices=lambda: [(n, _span(n)) for n in Silence.HOURS],
        error_messages={"required": _("Choose for how long.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("What happened, in a sentence the member will read")
        self.fields["reason"].help_text = _("The member and the leads read it, nobody else.")


class EndForm(forms.Form):
    """Why a silence ends early."""

    use_required_attribute = False

    reason = forms.CharField(
        label=_("Why it ends now"),
        help_text=_("The member reads it."),
        max_length=500,
        widget=forms.Textarea(attrs=SENTENCE),
        error_messages={"required": _("Write why. The member will read it.")},
    )
    helper = layout("reason")
