"""Appealing, and looking at a decision again."""

from crispy_forms.layout import Field
from django import forms
from django.utils.translation import gettext_lazy as _

from workstreams.moderation.forms.fields import ROWS, layout
from workstreams.moderation.models import Appeal

Outcome = Appeal.Outcome


class AppealForm(forms.Form):
    """Why a decision is wrong, in one's own words."""

    use_required_attribute = False

    text = forms.CharField(
        label=_("Why it is wrong"),
        help_text=_(
            "Say what was overlooked, or misunderstood. Whoever looks at it again reads this. So may the leads."
        ),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        error_messages={"required": _("Write why it is wrong.")},
    )
    helper = layout("text")


class AppealDecisionForm(forms.Form):
    """Whether a decision stands, and why. Nothing is picked beforehand."""

    use_required_attribute = False

    outcome = forms.ChoiceField(
        label=_("What becomes of the decision?"),
        choices=[(Outcome.CONFIRMED, _("It stands")), (Outcome.REVERSED, _("Reverse it"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether the decision stands.")},
    )
    outcome.rows = {
        Outcome.CONFIRMED: ("shield", "aside", _("Nothing changes. This ends the appeal.")),
        Outcome.REVERSED: ("agree", "aside", _("All that it took is given back, to everybody whom it concerns.")),
    }
    reason = forms.CharField(
        label=_("Why, in words that the one who appealed will read"),
        help_text=_("If you reverse it, the others whom it concerns and those who flagged it read this too."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"required": _("Write why. The person who appealed will read it.")},
    )
    helper = layout(Field("outcome", template=ROWS), "reason")
