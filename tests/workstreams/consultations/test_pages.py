"""The pages of comments: a clause's, a comment's, the editors' table, opening and closing."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from workstreams.consultations import actions
from workstreams.consultations.models import Comment, Consultation, Disposition
from workstreams.recommendations import actions as recommendations
from workstreams.recommendations.models import Event, Recommendation, Revision

pytestmark = pytest.mark.django_db


def words(response):
    """The text of a page, without tags and runs of spaces."""
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def address(name, document, *more):
    return reverse(name, args=[document.place, document.pk, *more])


def clause(revision, number="2"):
    return revision.texts.get(number=number).clause


@pytest.fixture
def document_page(document):
    return document.get_absolute_url()


def clause_page(revision, number="2"):
    return address("clause_comments", revision.recommendation, revision.number, clause(revision, number).pk)


def test_a_lead_opens_a_consultation_for_whom_they_choose(client, document, lead):
    client.force_login(lead)
    page = address("consultation_open", document)
    ends = timezone.localdate() + timedelta(days=20)
    nobody_asked = client.post(page, {"ends": ends})
    assert nobody_asked.status_code == 422 and "Choose who comments." in words(nobody_asked)
    assert client.post(page, {"audience": "public", "ends": ends}).url == document.get_absolute_url()
    opened = Consultation.objects.get()
    assert (opened.audience, opened.closes_at.date()) == ("public", ends)
    assert Revision.objects.get().audience == "public"


def test_only_leads_open_and_close(client, document, group, consultation):
    client.force_login(make.participant(group))
    for name in ("consultation_open", "consultation_close", "consultation_end"):
        assert client.get(address(name, document)).status_code == 403
        assert client.post(address(name, document), {}).status_code == 403


def test_a_lead_moves_the_end_and_says_why(client, document, lead, consultation):
    client.force_login(lead)
    page, ends = address("consultation_end", document), timezone.localdate() + timedelta(days=40)
    assert client.post(page, {"ends": ends, "why": ""}).status_code == 422
    assert client.post(page, {"ends": timezone.localdate() - timedelta(days=2), "why": "Late."}).status_code == 422
    assert client.post(page, {"ends": ends, "why": "Two sectors asked for time."}).status_code == 302
    consultation.refresh_from_db()
    document.refresh_from_db()
    assert consultation.closes_at.date() == ends and document.step_ends_at == consultation.closes_at
    assert Event.objects.get(kind="deadline").why == "Two sectors asked for time."


def test_closing_leads_to_answering(client, document, lead, consultation):
    client.force_login(lead)
    assert "r1" in words(client.get(address("consultation_close", document)))
    client.post(address("consultation_close", document), {"why": ""})
    assert Recommendation.objects.get().step == "answering"


def test_whoever_is_asked_comments_beside_the_clause(client, document_page, revision):
    client.force_login(make.member("Ines Sala", "academia"))
    assert clause_page(revision) in client.get(document_page).content.decode()
    sent = client.post(clause_page(revision), {"body": "Thirty days are *too few*.", "proposed": ""})
    said = Comment.objects.get()
    assert sent.url == said.get_absolute_url() and said.clause == clause(revision)
    page = client.get(clause_page(revision))
    assert "<em>too few</em>" in page.content.decode() and "Ines Sala" in words(page) and "Open" in words(page)
    assert "1 comment, open" in words(client.get(document_page))


def test_the_clause_left_as_it_is_proposes_nothing_and_changed_it_is_an_amendment(client, revision):
    client.force_login(make.member("Ines Sala"))
    stands = revision.texts.get(number="2").source
    client.post(clause_page(revision), {"body": "I agree.", "proposed": stands})
    client.post(clause_page(revision), {"body": "Longer.", "proposed": stands.replace("thirty", "ninety")})
    plain, amendment = Comment.objects.order_by("pk")
    assert plain.proposed == "" and amendment.proposed.endswith("ninety days.")
    page = client.get(amendment.get_absolute_url()).content.decode()
    assert re.search(r"<del>.*thirty.*</del>", page) and re.search(r"<ins>.*ninety.*</ins>", page)


def test_what_will_not_do_comes_back_with_what_was_typed(client, revision):
    client.force_login(make.member("Ines Sala"))
    answer = client.post(clause_page(revision), {"body": "", "proposed": "Within a year."})
    assert answer.status_code == 422
    assert "Write what you want to say." in words(answer) and "Within a year." in answer.content.decode()


def test_the_text_as_a_whole_has_its_page(client, document, revision):
    client.force_login(make.member("Ines Sala"))
    page = address("revision_comments", document, 1)
    client.post(page, {"body": "It is good."})
    assert Comment.objects.get().clause is None
    assert "It is good." in words(client.get(page))
    assert "It is good." not in words(client.get(clause_page(revision)))


def test_what_a_group_said_among_itself_stays_there_when_its_text_is_opened(client):
    closed = make.group("Incident room", visibility="private")
    head = make.lead(closed, "Closed lead")
    made = recommendations.begin(closed, by=head, title="What we learned", body="One clause alone.")
    Recommendation.objects.filter(pk=made.pk).update(step="last_call")
    inside = actions.comment(made.revisions.get(), by=head, body="Between us.")
    actions.open_consultation(made, by=head, audience="public")
    outside = actions.comment(made.revisions.get(), by=head, body="To all.")
    answer = actions.comment(made.revisions.get(), by=head, body="To you among us.", parent=inside)
    assert list(Comment.objects.visible_to(make.member("Ines Sala"))) == [outside]
    assert client.get(inside.get_absolute_url()).status_code == 404
    assert client.get(answer.get_absolute_url()).status_code == 404
    assert client.get(outside.get_absolute_url()).status_code == 200
    table = words(client.get(address("dispositions", made)))
    assert "To all." in table and "Between us." not in table and "1 comment " in table
    assert "Incident room" not in table


def test_an_answer_to_a_comment_is_read_by_those_who_read_that(client, consultation, revision, lead, group):
    outsider = make.member("Ines Sala")
    said = actions.comment(revision, by=outsider, body="Too few days.")
    actions.close_consultation(consultation, by=lead)
    client.force_login(lead)
    client.post(reverse("comment_answer", args=[said.pk]), {"body": "How many?"})
    answer = Comment.objects.get(parent=said)
    assert answer in Comment.objects.visible_to(outsider)
    page = client.get(answer.get_absolute_url())
    assert page.url == f"{said.get_absolute_url()}#comment-{answer.pk}"
    assert "How many?" in words(client.get(said.get_absolute_url()))


def test_no_comments_come_from_outside_when_the_time_is_up(client, consultation, revision):
    Consultation.objects.update(opened_at=timezone.now() - timedelta(days=9), closes_at=timezone.now())
    client.force_login(make.member("Ines Sala"))
    assert "Comment on this clause" not in words(client.get(clause_page(revision)))
    late = client.post(clause_page(revision), {"body": "Am I late?"})
    assert late.status_code == 403 and not Comment.objects.exists()


def test_an_editor_says_what_becomes_of_a_comment_and_its_author_is_told(client, revision, lead):
    author = make.member("Ines Sala")
    said = actions.comment(revision, by=author, body="Too few days.")
    client.force_login(lead)
    page = reverse("comment_dispose", args=[said.pk])
    refused = client.post(page, {"outcome": "not_accepted", "reason": ""})
    assert refused.status_code == 422 and "Write the reason." in words(refused)
    client.post(page, {"outcome": "not_accepted", "reason": "The law says thirty."})
    kept = Disposition.objects.get()
    assert (kept.outcome, kept.reason, kept.decided_by) == ("not_accepted", "The law says thirty.", lead)
    assert [notice.event for notice in author.notices.all()] == ["comment_disposed"]
    actions.dispose(said, by=lead, outcome="not_accepted", reason="The law says thirty.")
    assert author.notices.count() == 1, "said again as it is, nobody is told again"
    client.force_login(author)
    assert "The law says thirty." in words(client.get(said.get_absolute_url()))
    assert "Not accepted" in words(client.get(reverse("my_comments")))
    assert "comment of yours" in words(client.get(reverse("notices")))


def test_a_duplicate_is_named_by_its_number_and_the_next_one_comes(client, revision, lead, group):
    first, second, third = (actions.comment(revision, by=make.participant(group), body="Too few.") for _each in "abc")
    client.force_login(lead)
    sent = client.post(
        reverse("comment_dispose", args=[second.pk]),
        {"outcome": "duplicate", "duplicate_of": first.pk, "next": "1"},
    )
    assert sent.url == third.get_absolute_url()
    assert Disposition.objects.get().duplicate_of == first


def test_others_do_not_dispose(client, revision, group):
    said = actions.comment(revision, by=make.participant(group), body="Too few.")
    for person in (make.participant(group), make.member("Ines Sala")):
        client.force_login(person)
        assert "Keep this" not in words(client.get(said.get_absolute_url()))
        assert client.post(reverse("comment_dispose", args=[said.pk]), {"outcome": "accepted"}).status_code == 403
        assert client.post(reverse("comment_take_over", args=[said.pk]), {"base": 1}).status_code == 403
        assert client.post(reverse("comment_hide", args=[said.pk]), {"reason": "No."}).status_code == 403
        assert client.get(address("dispositions_csv", revision.recommendation)).status_code == 403


def test_an_amendment_is_taken_over_by_one_press(client, consultation, revision, lead):
    said = actions.comment(
        revision, by=make.member("Ines Sala"), body="Longer.", clause=clause(revision),
        proposed="Audits are granted within ninety days.",
    )  # fmt: skip
    client.force_login(lead)
    resting = client.get(said.get_absolute_url())
    assert "Take the amendment over" not in words(resting), "in a consultation the text rests"
    actions.close_consultation(consultation, by=lead)
    assert "Take the amendment over" in words(client.get(said.get_absolute_url()))
    client.post(reverse("comment_take_over", args=[said.pk]), {"base": 1})
    newest = Revision.objects.get(number=2)
    assert "ninety" in newest.body and "Ines Sala" in newest.note
    assert "taken up in r2" in words(client.get(said.get_absolute_url()))
    again = client.post(reverse("comment_take_over", args=[said.pk]), {"base": 1})
    assert again.status_code == 422 and "reads otherwise" in words(again)


def test_a_lead_hides_a_comment_for_a_reason_and_it_is_answered_all_the_same(client, revision, lead, group):
    author = make.participant(group, "Rude Person")
    said = actions.comment(revision, by=author, body="You are all fools.", clause=clause(revision))
    client.force_login(lead)
    page = reverse("comment_hide", args=[said.pk])
    assert client.post(page, {"reason": " "}).status_code == 422
    client.post(page, {"reason": "Spoke to the person (rule 2.1)"})
    assert "You are all fools." in words(client.get(said.get_absolute_url())), "whoever answers it reads it"
    client.force_login(make.participant(group))
    for url in (said.get_absolute_url(), clause_page(revision), address("dispositions", revision.recommendation)):
        assert "fools" not in client.get(url).content.decode()
    assert "Spoke to the person" in words(client.get(said.get_absolute_url()))
    client.force_login(author)
    assert "fools" in words(client.get(said.get_absolute_url())), "one's own stays readable to oneself"
    assert [notice.event for notice in author.notices.all()] == ["comment_hidden"]
    assert list(Comment.objects.open()) == [said]
    client.force_login(lead)
    client.post(reverse("comment_show", args=[said.pk]))
    said.refresh_from_db()
    assert said.hidden_at is None


def test_nobody_hides_their_own(client, revision, lead):
    said = actions.comment(revision, by=lead, body="Mine.")
    client.force_login(lead)
    assert client.post(reverse("comment_hide", args=[said.pk]), {"reason": "Mine."}).status_code == 403


def test_the_table_is_narrowed_by_clause_sector_and_state(client, document, revision, lead):
    mine = actions.comment(revision, by=make.member("Ines Sala", "academia"), body="On two.", clause=clause(revision))
    other = actions.comment(
        revision, by=make.member("Ola Berg", "public"), body="On one.", clause=clause(revision, "1")
    )
    whole = actions.comment(revision, by=make.member("Ada Obi", "private"), body="On all.")
    actions.dispose(other, by=lead, outcome="accepted")
    client.force_login(lead)

    def shown(**asked):
        page = client.get(address("dispositions", document), asked).content.decode()
        return {one for one in (mine, other, whole) if f">{one.pk}<" in page}

    assert shown() == {mine, other, whole}
    assert shown(clause=clause(revision).pk) == {mine} and shown(clause="whole") == {whole}
    assert shown(sector=make.sector("public").pk) == {other}
    assert shown(state="open") == {mine, whole} and shown(state="accepted") == {other}
    assert shown(state="nonsense") == {mine, other, whole}


def test_uptake_is_shown_by_sector(client, document, revision, lead):
    for mark in ("academia", "public"):
        actions.dispose(actions.comment(revision, by=make.member(None, mark), body="Yes."), by=lead, outcome="accepted")
    actions.comment(revision, by=make.member(None, "private"), body="No answer yet.")
    said = words(client.get(address("dispositions", document)))
    # Two of five sectors with one each: 5 (4 - 2) / (4 * 4) = 0.625.
    assert "Balance index 0.62" in said or "Balance index 0.63" in said
    assert "50.0 %" in said and "One sector has more than a third" in said


def test_pages_of_the_table_go_both_ways(client, document, revision, lead):
    person = make.member("Ines Sala")
    for number in range(120):
        actions.comment(revision, by=person, body=f"Comment {number}.")
    client.force_login(lead)
    here, seen = address("dispositions", document), []
    url = here
    while url:
        page = client.get(url).content.decode()
        seen.append(re.findall(r">Comment (\d+)\.\s*<", page))
        later = re.search(r'href="([^"]*)" rel="next"', page)
        url = here + later[1].replace("&amp;", "&") if later else ""
    assert [len(one) for one in seen] == [50, 50, 20]
    assert [int(one) for page in seen for one in page] == list(range(120))
    back = re.search(r'href="([^"]*)" rel="prev"', page)[1].replace("&amp;", "&")
    assert re.findall(r">Comment (\d+)\.\s*<", client.get(here + back).content.decode()) == seen[1]
