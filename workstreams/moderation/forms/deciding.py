"""Deciding on a case, and taking a decision back."""

from crispy_forms.layout import Field
from django import forms
from django.utils.translation import gettext_lazy as _

from workstreams.markup.rendering import is_blank
from workstreams.moderation.forms.fields import (
    REASON_MISSING,
    ROWS,
    SENTENCE,
    RuleField,
    SometimesChosen,
    SometimesDue,
    layout,
    offer_rules,
)
from workstreams.moderation.models import Case, Decision

About, Scope = Case.About, Decision.Scope
HIDE, LEAVE, PASS = "hide", "leave", "pass"

#: What agreeing with the flags does, of each kind of thing: the verb, and what follows.
UPHELD = {
    About.POST: (_("Hide the post"), _("A marker with the reason stays. You and the author still see it.")),
    About.TITLE: (_("Give the thread another title"), _("Its author is told why. The old one stands in your log.")),
    About.FILE: (_("Hide the file"), _("A marker with the reason stays. You and who brought it still see it.")),
    About.PROFILE: (_("Hide the text"), _("The member still reads it, and is told why.")),
}


class DecisionForm(forms.Form):
    """What becomes of a flagged thing. Nothing is picked beforehand.

    `case` is the docket's row of it; `passes`: whether it can be passed on to the secretariat; `is_answered`: whether
    a post has answers that could be hidden with it.
    """

    HIDE, LEAVE, PASS = HIDE, LEAVE, PASS
    use_required_attribute = False

    verdict = forms.ChoiceField(
        label=_("What becomes of it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what becomes of it.")},
    )
    scope = SometimesChosen(label=_("How much of it is hidden"))
    title = SometimesDue(label=_("The other title"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"}))
    rule = RuleField()
    reason = SometimesDue(
        label=_("What happened, in a sentence the author will read"),
        max_length=500,
        widget=forms.Textarea(attrs=SENTENCE),
    )
    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    read = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, case, passes, is_answered=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.about = case.about
        verb, follows = UPHELD[self.about]
        verdict = self.fields["verdict"]
        verdict.choices = [(HIDE, verb), (LEAVE, _("Leave it"))]
        verdict.rows = {
            HIDE: ("doc" if self.about == About.TITLE else "hidden", "object", follows),
            LEAVE: ("agree", "aside", _("Those who flagged it are told.")),
            PASS: ("shield", "aside", _("If it is not yours to decide.")),
        }
        if passes:
            verdict.choices = [*verdict.choices, (PASS, _("Pass to the secretariat"))]
        self.fields["reason"].help_text = self._who_reads(passes)
        if self.about == About.POST and is_answered:
            whole = Scope.THREAD if case.post.parent_id is None else Scope.BRANCH
            self.fields["scope"].choices = [(one, one.label) for one in (Scope.POST, whole)]
        else:
            del self.fields["scope"]
        if self.about != About.TITLE:
            del self.fields["title"]
        offer_rules(self)
        rows = [name for name in ("scope", "title", "rule", "reason", "seen", "read") if name in self.fields]
        self.helper = layout(Field("verdict", template=ROWS), *rows)

    def _who_reads(self, passes):
        where = {
            About.POST: _("Every reader sees it where the post stood."),
            About.FILE: _("Every reader sees it where the file stood."),
        }
        parts = [where.get(self.about, ""), _("If you leave it, only those who flagged it read this.")]
        if passes:
            parts.append(_("If you pass it on, only the secretariat does."))
        return " ".join(str(part) for part in parts if part)

    def clean(self):
        # Asked here already, so that a preview asks it too.
        cleaned = super().clean()
        verdict = cleaned.get("verdict")
        if verdict in {HIDE, PASS} and "reason" not in self.errors and is_blank(cleaned.get("reason", "")):
            missing = _("Write why you pass it on. The secretariat will read it.")
            self.add_error("reason", REASON_MISSING if verdict == HIDE else missing)
        if verdict == HIDE and "title" in self.fields and is_blank(cleaned.get("title", "")):
            self.add_error("title", _("Write the title that the thread gets."))
        return cleaned


class UndoForm(forms.Form):
    """Why a decision is taken back."""

    use_required_attribute = False

    reason = forms.CharField(
        label=_("Why you take it back"),
        help_text=_("The people concerned read it."),
        max_length=500,
        widget=forms.Textarea(attrs=SENTENCE),
        error_messages={"required": _("Write why you take it back. The people concerned will read it.")},
    )
    helper = layout("reason")
