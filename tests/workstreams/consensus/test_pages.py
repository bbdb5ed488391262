"""The pages of calls and objections: what they say, who reads what when, and what is done there."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as date

from members.actions.organisations import merge_organisations
from tests import factories as make
from workstreams.consensus import actions
from workstreams.consensus.models import Call, Objection, Position
from workstreams.consensus.standing import standing_of
from workstreams.recommendations import actions as recommendations
from workstreams.recommendations.models import Recommendation

pytestmark = pytest.mark.django_db

TEXT = "Developers publish the tiers of access.\n\nAudits are granted by the developer within thirty days of a request."


def words(response):
    """The text of a page, without tags and runs of spaces."""
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


@pytest.fixture
def group():
    return make.group("Graded access")


@pytest.fixture
def lead(group):
    return make.lead(group, "Leilani Kahale")


@pytest.fixture
def document(group, lead):
    made = recommendations.begin(group, by=lead, title="Graded access to frontier models", body=TEXT)
    Recommendation.objects.filter(pk=made.pk).update(step="answering")
    made.refresh_from_db()
    return made


@pytest.fixture
def open_call(document, lead):
    def opened(**fields):
        asked = {"question": "Do you agree to this text?", "parties": "group", "results": "answered"} | fields
        return actions.open_call(document, by=lead, **asked)

    return opened


@pytest.fixture
def call(open_call):
    return open_call()


@pytest.fixture
def speaker(group):
    def one(mark="civil", name=None, organisation=None, role="participant"):
        person = make.member(name, mark, organisation=organisation or make.organisation(None, mark))
        make.seat(person, group, role)
        return person

    return one


def objecting(call, person, **fields):
    clause = call.revision.texts.get(number="2").clause
    said = {"reason": "The developer chooses who audits.", "change": "Audits are granted by a panel within thirty days"}
    return actions.take_position(call, by=person, stance="object", clause=clause, **(said | fields)).objection


def at(name, thing):
    return reverse(name, args=[thing.pk])


def signed_in(client, person):
    client.force_login(person)
    return client


def test_the_page_shows_bars_figures_label_and_the_clause_under_objection(client, open_call, speaker):
    call = open_call(results="open")
    for mark in make.MARKS:
        for _each in range(4):
            actions.take_position(call, by=speaker(mark), stance="support")
    objecting(call, speaker("civil", "Rafael Quispe", make.organisation("Andes Digital Rights", "civil")))
    page = client.get(call.get_absolute_url())
    said, source = words(page), page.content.decode()
    assert "Not consensus yet: 1 objection open" in said
    assert "Andes Digital Rights" in said and "Rafael Quispe" in said and "The developer chooses who audits." in said
    assert "21 positions" in said.replace("positions 21", "21 positions") and "5 of 5" in said
    assert 'class="f-support" x="0.00%" y="0" width="79.50%"' in source, "four of five, less the gap"
    assert "clause--hot" in source and "1 objection open" in said
    assert 'aria-current="true">Recommendations' in source, "the head of the page says where one is"
    changed = " ".join(source.split())
    assert re.search(r"<ins.*panel.*</ins>", changed) and re.search(r"<del.*developer.*</del>", changed)


def test_an_empty_call_has_bars_without_parts_and_no_division_by_nothing(client, open_call):
    page = client.get(open_call(results="open").get_absolute_url())
    assert page.status_code == 200 and "Not enough voices" in words(page)


def test_a_position_is_taken_by_the_form_and_changed(client, call, speaker):
    person = speaker()
    signed_in(client, person)
    page = client.get(call.get_absolute_url())
    assert "You speak for" in words(page) and "Record position" in words(page)
    answer = client.post(at("position", call), {"stance": "reservations", "reason": "Name the channel."}, follow=True)
    assert "Your position is on record." in words(answer) and "Record the change" in words(answer)
    client.post(at("position", call), {"stance": "support"})
    assert [one.stance for one in call.positions.current()] == ["support"]
    assert call.positions.count() == 2


def test_what_a_stance_needs_is_said_and_what_was_typed_stays(client, call, speaker):
    signed_in(client, speaker())
    page = client.post(at("position", call), {"stance": "object", "reason": "Nobody asks us."})
    assert page.status_code == 422
    assert "Write the change. An objection without one cannot be answered." in words(page)
    assert "Nobody asks us." in page.content.decode()
    assert not Position.objects.exists()


def test_pressing_the_button_again_loses_no_answer_to_an_objection(call, speaker, lead):
    person = speaker()
    objection = objecting(call, person)
    actions.answer(objection, by=lead, text="A panel takes a year.")
    assert objecting(call, person) == objection
    objection.refresh_from_db()
    assert objection.state == "answered" and call.positions.count() == 1


def test_who_has_not_answered_sees_neither_figures_nor_objections(client, call, speaker):
    objecting(call, speaker("civil", "Rafael Quispe"))
    waiting = speaker("private")
    signed_in(client, waiting)
    hidden = words(client.get(call.get_absolute_url()))
    assert "shown to you when you have taken a position" in hidden
    for told in ("The developer chooses", "Rafael Quispe", "1 objection open", "cross-sector consensus"):
        assert told not in hidden
    assert "objection open" not in words(client.get(call.recommendation.get_absolute_url()))
    assert client.get(at("objection", Objection.objects.get())).status_code == 404
    assert client.get(at("call_positions", call)).status_code == 404
    actions.take_position(call, by=waiting, stance="support")
    assert "The developer chooses" in words(client.get(call.get_absolute_url()))
    assert client.get(at("call_positions", call)).status_code == 200


def test_a_colleague_of_who_answered_has_answered(client, call, speaker):
    first = speaker("civil")
    objecting(call, speaker("private"))
    actions.take_position(call, by=first, stance="support")
    signed_in(client, speaker("civil", organisation=first.affiliation.organisation))
    assert "The developer chooses" in words(client.get(call.get_absolute_url()))


def test_a_call_that_is_closed_early_ends_the_step_of_its_text(client, call, speaker, lead):
    signed_in(client, lead)
    said = words(client.post(at("call_close", call), follow=True))
    call.refresh_from_db()
    day = date(timezone.localtime(call.closed_at), "D j M Y")
    assert f"It was open until {day}." in said, "not until the day that was planned"
    document = call.recommendation
    document.refresh_from_db()
    assert document.step_ends_at == call.closed_at and document.events.filter(kind="deadline").count() == 1
    actions.close_call(call, by=lead)
    assert document.events.filter(kind="deadline").count() == 1
    assert "Time is up" in words(client.get(reverse("recommendations", args=[document.group.slug])))


def test_results_for_after_the_close_are_hidden_until_then(client, open_call, speaker, lead):
    call = open_call(results="closed")
    person = speaker()
    objecting(call, speaker("private"))
    actions.take_position(call, by=person, stance="support")
    signed_in(client, person)
    assert "The developer chooses" not in words(client.get(call.get_absolute_url()))
    actions.close_call(call, by=lead)
    assert "The developer chooses" in words(client.get(call.get_absolute_url()))


def test_an_editor_reads_and_answers_objections_though_the_figures_are_hidden(client, call, speaker):
    objection = objecting(call, speaker())
    signed_in(client, speaker("private", role="editor"))
    page = words(client.get(call.get_absolute_url()))
    assert "The developer chooses" in page and "shown to you when you have taken a position" in page
    client.post(at("objection_answer", objection), {"text": "The panel exists."})
    objection.refresh_from_db()
    assert objection.state == "answered"
    page = words(client.get(at("objection", objection)))
    assert "The panel exists." in page


def test_the_ledger_by_its_pages(client, open_call, speaker, lead):
    call = open_call(results="open")
    person = speaker()
    objection = objecting(call, person)
    signed_in(client, lead)
    assert client.post(at("objection_overrule", objection), {"reason": "Enough."}).status_code == 422
    wrong = client.post(at("objection_answer", objection), {"text": " "})
    assert wrong.status_code == 422 and "Write the reasons." in words(wrong) or "Write the answer." in words(wrong)
    client.post(at("objection_answer", objection), {"text": "See clause 1."})
    client.post(at("objection_overrule", objection), {"reason": "Clause 1 gives it."})
    objection.refresh_from_db()
    assert (objection.state, objection.settled_by) == ("overruled", lead)
    page = words(client.get(at("objection", objection)))
    assert "Clause 1 gives it." in page and "Leilani Kahale" in page
    signed_in(client, person)
    assert "settled already" in words(client.post(at("objection_withdraw", objection), follow=True))


def test_a_long_objection_is_cut_short_among_others_and_whole_on_its_own_page(client, open_call, speaker):
    call = open_call(results="open")
    objection = objecting(call, speaker(), reason=f"{'It goes on. ' * 200}It ends here.")
    cut = words(client.get(call.get_absolute_url()))
    assert "It goes on." in cut and "It ends here." not in cut
    whole = words(client.get(at("objection", objection)))
    assert "It ends here." in whole and "Objection to clause 2" in whole and "added:" in whole, "with its difference"


def test_an_objection_is_withdrawn_by_whoever_raised_it_alone(client, open_call, speaker, lead):
    call = open_call(results="open")
    person = speaker()
    objection = objecting(call, person)
    assert signed_in(client, lead).post(at("objection_withdraw", objection)).status_code == 403
    signed_in(client, person).post(at("objection_withdraw", objection))
    objection.refresh_from_db()
    assert objection.state == "withdrawn"


def test_an_objection_is_discussed_in_a_thread_of_its_own(client, open_call, speaker, lead):
    call = open_call(results="open")
    objection = objecting(call, speaker())
    answer = signed_in(client, lead).post(at("objection_discuss", objection))
    objection.refresh_from_db()
    assert answer["Location"] == objection.thread.get_absolute_url()
    assert "The developer chooses" in objection.thread.posts.get().body
    assert actions.discuss(objection, by=lead) == objection.thread


def test_while_a_call_hides_what_others_say_only_its_author_brings_an_objection_up(call, speaker, lead):
    person = speaker()
    objection = objecting(call, person)
    with pytest.raises(PermissionDenied):
        actions.discuss(objection, by=lead)
    assert actions.discuss(objection, by=person)


def test_a_lead_opens_a_call_by_its_page(client, document, lead, speaker):
    url = reverse("call_open", args=[document.place, document.pk])
    assert signed_in(client, speaker()).get(url).status_code == 403
    signed_in(client, lead)
    page = client.get(url)
    assert page.status_code == 200 and "Every comment has an answer" in words(page)
    given = {"question": "Do you agree?", "parties": "alliance", "results": "closed", "closes": "2020-01-01"}
    assert client.post(url, given).status_code == 422
    never = client.post(url, given | {"closes": "9999-12-31"})
    assert never.status_code == 422 and "Write the day as" in words(never) and b'value="9999-12-31"' in never.content
    later = timezone.localdate() + timezone.timedelta(days=7)
    client.post(url, given | {"closes": later.isoformat()})
    call = Call.objects.get()
    assert (call.parties, call.results, timezone.localdate(call.closes_at)) == ("alliance", "closed", later)
    assert client.get(url)["Location"] == document.get_absolute_url()


def test_the_step_of_the_document_is_taken_on_the_pages_of_calls(client, document, lead, open_call):
    signed_in(client, lead)
    here = reverse("call_open", args=[document.place, document.pk])
    assert here in client.get(document.get_absolute_url()).content.decode()
    call = open_call()
    page = client.get(document.get_absolute_url())
    assert at("outcome", call) in page.content.decode() and "A call for consensus on r1 is open" in words(page)


def test_the_leads_state_what_came_of_it(client, call, lead, speaker):
    objection = objecting(call, speaker())
    signed_in(client, lead)
    given = {"result": "adopted", "statement": "The sectors agree; one objection was answered."}
    assert "not before" in words(client.post(at("outcome", call), given))
    client.post(at("call_close", call))
    page = client.post(at("outcome", call), given)
    assert page.status_code == 422 and "An objection is unanswered." in words(page)
    actions.answer(objection, by=lead, text="See clause 1.")
    page = client.post(at("outcome", call), given, follow=True)
    assert "The sectors agree; one objection was answered." in words(page) and "Adopted" in words(page)
    assert client.get(at("outcome", call)).status_code == 404


def test_a_call_in_a_private_group_does_not_exist_for_others(client):
    group = make.group(visibility="private")
    lead = make.lead(group)
    document = recommendations.begin(group, by=lead, title="Quiet work", body=TEXT)
    Recommendation.objects.filter(pk=document.pk).update(step="answering")
    document.refresh_from_db()
    call = actions.open_call(document, by=lead, question="Do you agree?", parties="group", results="open")
    person = make.member(None, organisation=make.organisation())
    make.seat(person, group)
    objection = objecting(call, person)
    for who in (None, make.member()):
        if who:
            signed_in(client, who)
        for url in (at("call", call), at("call_positions", call), at("call_objections", call)):
            assert client.get(url).status_code == 404
        assert client.get(at("objection", objection)).status_code == 404
    assert client.post(at("position", call), {"stance": "support"}).status_code == 404


def test_an_objection_to_a_text_of_the_group_stays_there_though_an_earlier_text_is_public(client):
    group = make.group(visibility="private")
    lead = make.lead(group)
    document = recommendations.begin(group, by=lead, title="Quiet work", body=TEXT)
    recommendations.open_revision(document.revisions.get(), "public")
    recommendations.revise(document, by=lead, body=TEXT + "\n\nMore.", note="More.", base=1)
    Recommendation.objects.filter(pk=document.pk).update(step="answering")
    document.refresh_from_db()
    call = actions.open_call(document, by=lead, question="Do you agree?", parties="group", results="open")
    person = make.member(None, organisation=make.organisation())
    make.seat(person, group)
    objection = objecting(call, person)
    assert client.get(document.get_absolute_url()).status_code == 200
    assert client.get(at("objection", objection)).status_code == 404
    assert "objection" not in words(client.get(document.get_absolute_url())).lower()


def test_the_clock_closes_a_call_whose_time_is_up(call, open_call):
    assert actions.close_due_calls() == 0
    Call.objects.filter(pk=call.pk).update(closes_at=call.opened_at + timezone.timedelta(microseconds=1))
    assert actions.close_due_calls() == 1
    call.refresh_from_db()
    assert call.closed_at and call.closed_by is None
    assert actions.close_due_calls() == 0


def test_a_merge_of_organisations_keeps_one_position_of_both_the_later(call, speaker):
    one, other = make.organisation(mark="civil"), make.organisation(mark="civil")
    first, second = speaker(organisation=one), speaker(organisation=other)
    objection = objecting(call, first)
    later = actions.take_position(call, by=second, stance="support")
    merge_organisations(other, one, by=make.staff())
    assert list(call.positions.current()) == [later]
    later.refresh_from_db()
    assert later.organisation == one
    objection.refresh_from_db()
    assert objection.state == "open", "what was objected is answered, whoever it is counted for now"


def page_of(client, call):
    return client.get(call.get_absolute_url())


def test_a_page_of_2000_positions_asks_no_more_than_a_small_one(
    client, open_call, speaker, lead, django_assert_max_num_queries
):
    call = open_call(results="open")
    person = speaker()
    actions.take_position(call, by=person, stance="support")
    objecting(call, speaker("private"))
    signed_in(client, person)
    page_of(client, call)
    with django_assert_max_num_queries(15):
        assert page_of(client, call).status_code == 200
    organisations = [make.organisation(mark=make.MARKS[n % 5]) for n in range(2000)]
    Position.objects.bulk_create(
        Position(call=call, member=lead, sector=one.sector, organisation=one, stance="support") for one in organisations
    )
    with django_assert_max_num_queries(15):
        assert page_of(client, call).status_code == 200
    with django_assert_max_num_queries(15):
        assert client.get(at("call_positions", call)).status_code == 200
    assert standing_of(call).tally.n == 2002
