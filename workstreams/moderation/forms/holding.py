"""Why a text that waited is not released."""

from django import forms
from django.utils.translation import gettext_lazy as _

from workstreams.moderation.forms.fields import REASON_MISSING, SENTENCE, RuleField, layout, offer_rules


class DeclineTextForm(forms.Form):
    """The rule and the reason, in words that the author will read. `rules`: see `offer_rules`."""

    use_required_attribute = False

    rule = RuleField()
    reason = forms.CharField(
        label=_("Why it is not released"),
        help_text=_("The author reads it, and can appeal. Nobody else sees the text."),
        max_length=500,
        widget=forms.Textarea(attrs=SENTENCE),
        error_messages={"required": REASON_MISSING},
    )

    def __init__(self, *args, rules=None, **kwargs):
        super().__init__(*args, **kwargs)
        offer_rules(self, rules=rules)
        self.helper = layout(*self.fields)
