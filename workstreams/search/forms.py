"""The shape of a search. Sent as a GET, so that a search has an address to share and to save."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy, ngettext_lazy

from members.languages import language_name
from members.models import Sector
from portal.days import DayField
from workstreams.discussion.models import Tag
from workstreams.groups.models import WorkingGroup
from workstreams.markup.asking import LONGEST
from workstreams.markup.sanitising import writable
from workstreams.markup.terms import CONFIGURATIONS
from workstreams.search.hits import narrowed
from workstreams.search.models import SavedSearch

MISSING = gettext_lazy("What you chose is not here, or not open to you. Choose again.")
TOO_LONG = ngettext_lazy(
    "A search takes %(limit_value)d character. Yours has %(show_value)d: look for the words that matter most.",
    "A search takes %(limit_value)d characters. Yours has %(show_value)d: look for the words that matter most.",
    "limit_value",
)
BEST, NEWEST = "best", "newest"


class _TypedField(forms.CharField):
    """What was typed, without the signs that no page and no database takes."""

    def to_python(self, value):
        return " ".join(writable(super().to_python(value)).split())


class AskForm(forms.Form):
    """The words alone, for groups and people."""

    q = _TypedField(
        label=gettext_lazy("Search"),
        required=False,
        max_length=LONGEST,
        error_messages={"max_length": TOO_LONG},
        widget=forms.TextInput(attrs={"type": "search", "dir": "auto", "autocomplete": "off", "maxlength": None}),
    )

    use_required_attribute = False

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs.pop("maxlength", None)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class PostsForm(AskForm):
    """The words, and what narrows the posts in which they are looked for. The groups on offer are those of `user`."""

    group = forms.ModelChoiceField(
        label=gettext_lazy("Group"),
        queryset=None,
        required=False,
        to_field_name="slug",
        empty_label=gettext_lazy("All groups"),
        error_messages={"invalid_choice": MISSING},
    )
    author = _TypedField(
        label=gettext_lazy("Written by"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    sector = forms.ModelChoiceField(
        label=gettext_lazy("Sector"),
        queryset=Sector.objects.all(),
        required=False,
        to_field_name="slug",
        empty_label=gettext_lazy("All sectors"),
        error_messages={"invalid_choice": MISSING},
    )
    # Any word: a tag that there is not finds nothing, and so does one of a group that nobody else may know of.
    tag = _TypedField(
        label=gettext_lazy("Tag of the thread"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", "list": "search-tags"}),
    )
    since = DayField(label=gettext_lazy("Since"), required=False)
    until = DayField(label=gettext_lazy("Until"), required=False)
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), required=False, error_messages={"invalid_choice": MISSING}
    )
    order = forms.ChoiceField(
        label=gettext_lazy("Order"),
        choices=[(BEST, gettext_lazy("Best match")), (NEWEST, gettext_lazy("Newest"))],
        required=False,
        error_messages={"invalid_choice": MISSING},
    )

    NARROWING = ["group", "author", "sector", "tag", "since", "until", "language"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self._user = user
        self.fields["group"].queryset = WorkingGroup.objects.visible_to(user).order_by("name")
        codes = [*CONFIGURATIONS, "ja", "ko", "zh"]
        names = sorted(((code, language_name(code)) for code in codes), key=lambda one: one[1].casefold())
        self.fields["language"].choices = [("", gettext_lazy("All languages")), *names]

    @property
    def tags(self):
        """The names of tags that are offered: those of groups that this user may see, each once."""
        names = Tag.objects.visible_to(self._user).in_use().values_list("name", flat=True)
        return list({name.casefold(): name for name in names}.values())

    @property
    def is_narrowed(self):
        """Whether anything was chosen besides the words and the order."""
        return any(self.cleaned_data.get(name) for name in self.NARROWING)

    @property
    def by_date(self):
        return self.cleaned_data["order"] == NEWEST

    def narrow(self, posts):
        """Only those of the posts that fit what was chosen."""
        chosen = {name: self.cleaned_data[name] for name in self.NARROWING}
        for name in ("group", "sector"):
            chosen[name] = chosen[name].slug if chosen[name] else ""
        return narrowed(posts, **chosen)


class SaveForm(forms.ModelForm):
    """A search to keep: what it is called, and whether it comes with the digest."""

    class Meta:
        model = SavedSearch
        fields = ["name", "in_digest"]
        labels = {"in_digest": gettext_lazy("Put what is new in it into my digest")}
        error_messages = {"name": {"required": gettext_lazy("Give the search a name.")}}
