"""The shape of a flag and of a decision. Whether a sentence is due is said by the actions."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from workstreams.markup.rendering import is_blank
from workstreams.moderation.models import Flag

ROWS = "components/decision_choices.html"
SENTENCE = {"rows": 3, "dir": "auto"}
REASON_MISSING = _("Write what happened. The author and every reader will see it.")


def _helper(*fields):
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True  # the page's own <form> has the token
    helper.layout = Layout(*fields)
    return helper


class SometimesDue(forms.CharField):
    """Due or not as the rest of the form says: an empty one passes here, yet the label does not call it optional."""

    def validate(self, value):
        pass


class FlagForm(forms.Form):
    """Why a post should not stand as it does, in a word and in a sentence."""

    reason = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=Flag.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong with the post.")},
    )
    reason.rows = {
        Flag.Reason.OFF_TOPIC: ("", "aside", _("It belongs in another thread or group.")),
        Flag.Reason.CONDUCT: ("", "aside", _("It speaks to the person, not to the argument.")),
        Flag.Reason.CONFIDENTIAL: ("", "aside", _("It tells what was shared in confidence.")),
        Flag.Reason.SPAM: ("", "aside", _("It advertises, or repeats itself everywhere.")),
        Flag.Reason.OTHER: ("", "aside", _("Say below what it is.")),
    }
    note = forms.CharField(
        label=_("In a sentence"),
        help_text=_("The leads read it and see your sector, not your name. The secretariat can see both."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs=SENTENCE),
    )
    helper = _helper(Field("reason", template=ROWS), "note")


class HideForm(forms.Form):
    """Why a post is hidden, in words that its author and every reader will see."""

    reason = forms.CharField(
        label=_("What happened, in a sentence the author will read"),
        help_text=_("Every reader sees it where the post stood."),
        max_length=500,
        widget=forms.Textarea(attrs=SENTENCE),
        error_messages={"required": REASON_MISSING},
    )
    helper = _helper("reason")


class DecisionForm(forms.Form):
    """What becomes of a flagged post. Neither is picked beforehand."""

    HIDE, LEAVE = "hide", "leave"

    verdict = forms.ChoiceField(
        label=_("What becomes of the post?"),
        choices=[(HIDE, _("Hide the post")), (LEAVE, _("Leave it"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what becomes of the post.")},
    )
    verdict.rows = {
        HIDE: ("hidden", "object", _("A marker with the reason stays. You and the author still see it.")),
        LEAVE: ("agree", "aside", _("Those who flagged it are told.")),
    }
    reason = SometimesDue(
        label=_("What happened, in a sentence the author will read"),
        help_text=_(
            "Every reader sees it where the post stood. If you leave the post, only those who flagged it read it."
        ),
        max_length=500,
        widget=forms.Textarea(attrs=SENTENCE),
    )
    use_required_attribute = False
    helper = _helper(Field("verdict", template=ROWS), "reason")

    def clean(self):
        # Asked here already, so that a preview asks it too.
        cleaned = super().clean()
        if cleaned.get("verdict") == self.HIDE and is_blank(cleaned.get("reason", "")) and "reason" not in self.errors:
            self.add_error("reason", REASON_MISSING)
        return cleaned


class DeclineForm(forms.Form):
    """Why a request to join is declined."""

    reason = forms.CharField(
        label=_("Why not, in a sentence the member will read"),
        max_length=2000,
        widget=forms.Textarea(attrs=SENTENCE),
        error_messages={"required": _("Write the reason. The member will read it.")},
    )
    helper = _helper("reason")
