"""The page of components, in demo mode only: what a template may use, as it stands on a page in the theme one reads in.

In portal/urls.py, among the demo addresses: path("demo/kit/", kit.kit, name="kit")
"""

import datetime
from types import SimpleNamespace

from crispy_forms.helper import FormHelper
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone

from portal.templatetags.look import avatar, when

SECTORS = [
    SimpleNamespace(pk=pk, mark=mark, code=code, name=name, short_name=name, description=text)
    for pk, (mark, code, name, text) in enumerate(
        [
            ("private", "Pr", "Private sector", "Companies and business associations of any size"),
            ("public", "Pu", "Public sector", "Governments, ministries and regulators"),
            ("civil", "Cs", "Civil society", "Charities, unions, consumer, rights and community groups"),
            ("academia", "Ac", "Academia and technical", "Universities, research bodies, standards engineers"),
            ("international", "Io", "International organisations", "Bodies formed by states or by treaty"),
        ],
        start=1,
    )
]
PEOPLE = ["Mei-Ling Chow", "Ingrid Solberg", "Rafael Quispe", "Kenji Morimoto", "Leilani Kahale"]


class ExampleForm(forms.Form):
    """Every kind of field that the portal uses."""

    title = forms.CharField(
        label="Title", help_text="5 to 200 characters. Say what you want settled.", initial="Is thirty days enough?"
    )
    change = forms.CharField(
        label="What change would remove your objection?",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Write the change. An objection without one cannot be answered"},
    )
    note = forms.CharField(label="A note to the editors", required=False)
    rhythm = forms.ChoiceField(label="Send me a digest", choices=[("weekly", "Weekly, Monday 08:00"), ("no", "Never")])
    capacity = forms.ChoiceField(
        label="You speak for",
        widget=forms.RadioSelect,
        choices=[("representative", "an organisation"), ("individual", "yourself")],
        initial="representative",
    )
    mentions = forms.BooleanField(label="Also when I am mentioned", required=False, initial=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class DecisionForm(forms.Form):
    """The rows of a decision, as on the desk."""

    verdict = forms.ChoiceField(
        label="Your decision",
        widget=forms.RadioSelect,
        initial="hide",
        choices=[("hide", "Hide the post"), ("leave", "Leave it")],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["verdict"].rows = {
            "hide": ("hidden", "object", "A marker with the reason stays. You and the author still see it."),
            "leave": ("agree", "aside", "Those who flagged it are told."),
        }


def _post(pk, person, depth=0, **more):
    row = {
        "id": pk,
        "depth": depth,
        "url": f"#post-{pk}",
        "name": PEOPLE[person],
        "sector": SECTORS[person],
        "organisation": ["Harbour Cloud", "Nordic Data Authority", "Andes Digital Rights", "Tohoku Institute", "PSF"][
            person
        ],
        "avatar": avatar(PEOPLE[person], SECTORS[person].mark),
        "when": when(timezone.now() - datetime.timedelta(hours=30 - 9 * pk, minutes=pk)),
        "body": "Three of the partners we work with asked for access last year. Two never had a reply.",
        "reply_url": "#composer",
        "more_url": "#",
    }
    return SimpleNamespace(**row | more)


@login_not_required
def kit(request):
    """All components with invented content."""
    form = ExampleForm(
        {"title": "Is thirty days enough?", "rhythm": "weekly", "capacity": "representative", "mentions": "on"}
    )
    return render(
        request,
        "components/kit.html",
        {
            "sectors": SECTORS,
            "people": list(zip(SECTORS, PEOPLE, strict=True)),
            "spoken": [1, 4],
            "form": form,
            "decision": DecisionForm(),
            "tabs": [("Threads", "#", 48, True), ("People", "#", 37, False), ("Charter", "#", None, False)],
            "crumbs": [("Safe systems and technologies", "#"), ("Graded model access", "#")],
            "seats": list(zip(SECTORS, [14, 6, 7, 7, 3], strict=True)),
            "voices": list(zip(SECTORS, [8, 5, 6, 4, 0], strict=True)),
            "share_sector": SECTORS[0],
            "posts": [
                _post(1, 2, parent=True),
                _post(2, 0, 1, parent=True, reply_to="Rafael Quispe", reply_to_url="#post-1", role="Lead"),
                _post(3, 3, 2, hidden="Hidden by a lead on 20 Nov: spoke to the person, not to the argument."),
            ],
            "new": _post(4, 1, 1, new=True),
            "composer": forms.Form(),
        },
    )
