"""What somebody could do with a comment, an amendment or a table that is meant to do harm."""

import dataclasses

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import factories as make
from workstreams.consultations import actions
from workstreams.consultations.actions import commenting
from workstreams.consultations.models import Disposition
from workstreams.discussion.actions.silencing import silence_member
from workstreams.recommendations.models import Recommendation

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(document, lead):
    Recommendation.objects.filter(pk=document.pk).update(step="draft", step_ends_at=None)
    return actions.comment(document.revisions.get(), by=lead, body="Ninety days.")


@pytest.mark.parametrize("words", ["```\nAudits", "Audits.\n\n~~~", "- Audits", "Audits.\n\n[a]: /x 'Audits"])
def test_an_amendment_swallows_no_other_clause(document, lead, said, words):
    revision = document.revisions.get()
    first = revision.texts.get(number="1").clause
    amended = actions.comment(revision, by=lead, body="So.", clause=first, proposed=words)
    try:
        taken = actions.take_over(amended, by=lead, base=1).revision
    except ValidationError as error:
        assert "swallow" in error.messages[0]
    else:
        assert taken.texts.filter(source="Audits are granted within thirty days.").exists()


def test_comments_are_not_duplicates_of_each_other_in_a_circle(document, lead, said):
    others = [actions.comment(document.revisions.get(), by=lead, body=words) for words in ("Sixty days.", "Ten days.")]
    actions.dispose(said, by=lead, outcome="duplicate", duplicate_of=others[0])
    actions.dispose(others[0], by=lead, outcome="duplicate", duplicate_of=others[1])
    with pytest.raises(ValidationError, match="refers to this"):
        actions.dispose(others[1], by=lead, outcome="duplicate", duplicate_of=said)


def test_tables_that_are_none_are_refused_in_words(client, document, lead, said):
    client.force_login(lead)
    page = reverse("dispositions_import", args=[document.place, document.pk])
    head = "comment,outcome,reason"
    for table in (
        f"{head},{'a' * 140_000}\n{said.pk},accepted,",
        f"{head}\n{said.pk},not_accepted,{'x' * 4001}",
        f"{head}\n{said.pk},not_accepted,{'x' * 140_000}",
        f"{head}\n{10**18},accepted,",
    ):
        answer = client.post(page, {"table": table, "keep": "1"})
        assert answer.status_code == 422 and b"Line" in answer.content
    assert not hasattr(type(said).objects.get(pk=said.pk), "disposition")


def test_a_table_too_long_for_a_form_is_kept_as_what_it_decides(client, document, lead, said):
    client.force_login(lead)
    page = reverse("dispositions_import", args=[document.place, document.pk])
    rows = [f'{said.pk},not_accepted,"=No, ""never""\nat all",Ninety days.']
    rows += [f",,,{'x' * 100_000}" for _each in range(30)]
    file = SimpleUploadedFile("c.csv", ("comment,outcome,reason,text\n" + "\n".join(rows)).encode())
    shown = client.post(page, {"file": file})
    assert shown.status_code == 200
    assert client.post(page, {"table": shown.context["table"], "keep": "1"}).status_code == 302
    assert Disposition.objects.get().reason == '=No, "never"\nat all'


def test_whoever_is_silenced_in_the_group_comments_on_none_of_its_texts(document, lead, said):
    person = make.participant(document.group, "Mila Marsh")
    silence_member(person, group=document.group, by=lead, hours=24, reason="Insults.")
    with pytest.raises(ValidationError) as refused:
        actions.comment(document.revisions.get(), by=person, body="As I said before.")
    assert refused.value.code == "silenced"


def test_nobody_floods_those_who_answer(document, lead, said, settings, monkeypatch):
    settings.RATES_ENFORCED = True
    monkeypatch.setattr(commenting, "BY_MEMBER", dataclasses.replace(commenting.BY_MEMBER, amount=1, name="few"))
    person = make.participant(document.group, "Mila Marsh")
    actions.comment(document.revisions.get(), by=person, body="One.")
    with pytest.raises(ValidationError) as refused:
        actions.comment(document.revisions.get(), by=person, body="Two.")
    assert refused.value.code == "too_often"
