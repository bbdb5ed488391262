"""What became of comments: of one, of a table of them; and what the table of all is asked for."""

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from members.models import Sector
from workstreams.consultations.models import Disposition
from workstreams.consultations.querysets import OPEN
from workstreams.consultations.sheet import LARGEST, Unreadable, decisions_of

WHOLE = "whole"


class _Form(forms.Form):
    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False


class DisposeForm(_Form):
    """What became of a comment. `revisions`: numbers of those that may have taken it up."""

    outcome = forms.ChoiceField(
        label=_("The comment is"),
        choices=Disposition.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what becomes of it.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=4000,
        help_text=_("Its author is told, and everybody reads it. Needed where it is not accepted or out of scope."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    duplicate_of = forms.IntegerField(
        label=_("Said already in comment number"),
        required=False,
        min_value=1,
        error_messages={"invalid": _("Enter the number of the other comment, as in 812.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    revision = forms.TypedChoiceField(label=_("Taken up in"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args, revisions=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget.attrs.pop("maxlength", None)
        choices = [(number, _("Revision %(n)d") % {"n": number}) for number in revisions]
        self.fields["revision"].choices = [("", _("No revision yet")), *choices]


class NarrowForm(forms.Form):
    """Which comments the table shows. `clauses`: (id, number) of those of the newest text."""

    clause = forms.ChoiceField(label=_("Clause"), required=False)
    sector = forms.ModelChoiceField(
        label=_("Sector"), queryset=Sector.objects.all(), required=False, empty_label=_("All")
    )
    state = forms.ChoiceField(
        label=_("What became of it"),
        choices=[("", _("All")), (OPEN, _("Open")), *Disposition.Outcome.choices],
        required=False,
    )

    def __init__(self, *args, clauses, **kwargs):
        super().__init__(*args, **kwargs)
        for found in self.fields.values():
            found.widget.attrs["class"] = "form-select"
        self.fields["clause"].choices = [("", _("All")), (WHOLE, _("The whole text")), *clauses]

    def narrows(self):
        """What workstreams.consultations.table.narrowed takes."""
        given = self.cleaned_data if self.is_valid() else {}
        clause = given.get("clause", "")
        return {
            "clause": int(clause) if clause and clause != WHOLE else None,
            "whole": clause == WHOLE,
            "sector": given.get("sector"),
            "state": given.get("state", ""),
        }


class TableForm(_Form):
    """A table of what became of comments: pasted or in a file. The first page shows what it would do; the second says
    so once more in `table`."""

    file = forms.FileField(
        label=_("The table, as a file"),
        help_text=_(
            "CSV in UTF-8, up to 5 MB: as it was downloaded here, with the columns outcome and reason filled in."
        ),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv,text/plain"}),
    )
    table = forms.CharField(
        label=_("Or pasted"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 8, "dir": "ltr"})
    )

    def clean_file(self):
        content = self.cleaned_data["file"]
        if not content:
            return ""
        read = content.read(LARGEST + 1)
        if len(read) > LARGEST:
            raise ValidationError(_("Files up to 5 MB fit."))
        try:
            return read.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise ValidationError(_("This file is not in UTF-8. Save it as “CSV UTF-8”.")) from None

    def clean(self):
        given = super().clean()
        text = given.get("file") or given.get("table") or ""
        if self.errors:
            return given
        if not text.strip():
            self.add_error("file", _("Choose a file, or paste the table."))
        elif "\x00" in text:
            self.add_error("file", _("There is a character in this that cannot be kept (NUL). Take it out."))
        else:
            try:
                given["decisions"] = decisions_of(text, outcomes=Disposition.Outcome.values)
            except Unreadable as problem:
                self.add_error("file", str(problem))
            else:
                if not given["decisions"]:
                    self.add_error("file", _("No line of it has an outcome: nothing would change."))
        given["table"] = text
        return given
