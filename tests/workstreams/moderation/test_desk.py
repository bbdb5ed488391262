"""The desk: who comes to it, what lies on it, and what is done there."""

import datetime
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from members.models import Profile, RulesVersion
from tests import factories
from workstreams.discussion import actions as discussion
from workstreams.discussion.models import Attachment, Post
from workstreams.groups import actions as groups
from workstreams.groups.models import Participation
from workstreams.moderation import actions, docket
from workstreams.moderation.models import Case, Decision, Flag

pytestmark = pytest.mark.django_db

WORDS = "People who never shipped a zanzibar-model should be quiet."


@pytest.fixture
def group():
    return factories.group("Graded model access")


@pytest.fixture
def lead(group):
    return factories.lead(group, "Tomasz Wieczorek")


@pytest.fixture
def second(group):
    return factories.lead(group, "Amara Diallo")


@pytest.fixture
def thread(group):
    return factories.thread(group, title="Who may see full weights", body="Nothing in clause four binds anyone.")


@pytest.fixture
def post(thread):
    return factories.reply(thread, by=factories.participant(thread.group, "Viktor Halász"), body=WORDS)


@pytest.fixture
def flag(post):
    member = factories.participant(post.thread.group, "Priya Raghunathan", "civil")
    return actions.flag_post(post, by=member, reason="conduct", note="It dismisses a whole sector.")


@pytest.fixture
def case(flag):
    return flag.case


@pytest.fixture
def profile_case():
    member = factories.member("Kenji Morimoto", "academia")
    Profile.objects.create(member=member, about="I sell zanzibar-models.")
    return actions.flag_profile(member, by=factories.member(), reason="spam", note="An advertisement.").case


def flagged(thread, count=1):
    member = factories.participant(thread.group)
    posts = [factories.reply(thread) for _ in range(count)]
    return [actions.flag_post(post, by=member, reason="spam").case for post in posts]


def file_case(post):
    file = discussion.attach(post.thread.group, by=post.author, name="names.txt", file=io.BytesIO(b"Words."))
    Attachment.objects.filter(pk=file.pk).update(post=post)
    file.post = post
    return actions.flag_file(file, by=factories.member(), reason="confidential").case


def as_user(client, user):
    client.force_login(user)
    return client


def page(client, user, name, *args, **query):
    return as_user(client, user).get(reverse(name, args=args), query)


def desk(client, user, group, **query):
    return page(client, user, "desk", group.slug, **query)


def press(client, user, name, row, **data):
    return as_user(client, user).post(reverse(name, args=[row.pk]), data)


def decide(client, user, case, **data):
    return press(client, user, "case_decide", case, **data)


def text(response):
    """What a reader sees of the main part, on one line."""
    found = re.sub(r"<[^>]+>", " ", response.content.decode().partition("<main")[2].partition("</main>")[0])
    return " ".join(found.split())


def aged(case, hours):
    Case.objects.filter(pk=case.pk).update(opened_at=timezone.now() - datetime.timedelta(hours=hours, minutes=5))


# Who may come to the desk

PAGES = ["desk", "desk_requests", "desk_decided"]


@pytest.mark.parametrize("name", PAGES)
def test_a_visitor_is_sent_to_sign_in(client, group, name):
    response = client.get(reverse(name, args=[group.slug]))
    assert response.status_code == 302 and response.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("name", PAGES)
def test_only_leads_and_the_secretariat_work_at_a_desk(client, group, lead, name):
    for person in [lead, factories.staff()]:
        assert page(client, person, name, group.slug).status_code == 200
    others = [factories.member(state="applied"), factories.member(), factories.participant(group)]
    for person in [*others, factories.lead(factories.group())]:
        response = page(client, person, name, group.slug)
        assert response.status_code == 403
        assert "The leads of this group and the secretariat work at this desk" in text(response)


@pytest.mark.parametrize("name", PAGES)
def test_the_desk_of_a_private_group_does_not_exist_from_outside(client, name):
    hidden = factories.group(visibility="private")
    factories.lead(hidden)
    assert page(client, factories.member(), name, hidden.slug).status_code == 404
    assert page(client, factories.participant(hidden), name, hidden.slug).status_code == 403


@pytest.mark.parametrize("name", ["desk_alliance", "desk_alliance_decided"])
def test_the_secretariats_own_desk_is_its_own(client, lead, name):
    assert page(client, factories.staff(), name).status_code == 200
    response = page(client, lead, name)
    assert response.status_code == 403 and "The secretariat works at this desk" in text(response)


def test_that_something_was_flagged_is_for_those_who_decide_alone(client, case):
    decision = actions.hide(factories.reply(case.post.thread), by=factories.lead(case.group), reason="Rude.")
    others = [factories.member(), factories.participant(case.group), factories.lead(factories.group())]
    for person in others:
        for name in ["case_claim", "case_give_back", "case_decide"]:
            assert press(client, person, name, case, verdict="leave").status_code == 404
        assert page(client, person, "decision_undo", decision.pk).status_code == 404
    assert Case.objects.open().exists()


# The list


def test_a_case_shows_what_a_lead_needs_and_no_name_of_those_who_flagged(client, flag, lead):
    actions.flag_post(flag.case.post, by=factories.member("Jonas Adeyemi", "academia"), reason="off_topic")
    actions.add_to_flag(flag, by=flag.raised_by, text="Second time this month.")
    shown = text(desk(client, lead, flag.case.group))
    assert "Conduct, Off topic" in shown and "Flagged by 2 members" in shown
    assert "Reply by Viktor Halász" in shown and WORDS in shown
    assert "Who may see full weights" in shown
    assert "Nothing in clause four binds anyone." in shown  # what it answers
    assert "It dismisses a whole sector." in shown and f"(a member, {factories.sector('civil').name})" in shown
    assert "Second time this month." in shown
    assert "Priya" not in shown and "Jonas" not in shown
    assert "None in this group." in shown  # earlier decisions


def test_the_tabs_count_what_waits(client, case, lead):
    flagged(case.post.thread, 2)
    case.group.joining = "request"
    case.group.save()
    groups.ask_to_join(case.group, by=factories.member())
    response = desk(client, lead, case.group)
    counts = {text: count for text, _url, count, _current in response.context["tabs"]}
    assert (counts["Flags"], counts["Requests to join"], counts["Decided"]) == (3, 1, None)
    assert list(counts)[:5] == ["Flags", "Requests to join", "First posts", "Appeals", "Decided"]


def test_the_longest_waiting_stands_first_and_open(client, thread, lead):
    first, second = flagged(thread, 2)
    aged(second, 5)
    response = desk(client, lead, thread.group)
    assert [row.pk for row in response.context["rows"]] == [second.pk, first.pk]
    assert response.context["opened"].pk == second.pk


def test_ones_own_case_is_open_before_older_ones(client, thread, lead):
    first, second = flagged(thread, 2)
    actions.claim(second, by=lead)
    assert desk(client, lead, thread.group).context["opened"].pk == second.pk
    assert desk(client, lead, thread.group, case=first.pk).context["opened"].pk == first.pk


def test_what_somebody_else_has_is_not_opened_unasked(client, thread, lead, second):
    first, other = flagged(thread, 2)
    actions.claim(first, by=second)
    response = desk(client, lead, thread.group)
    assert response.context["opened"].pk == other.pk and "Taken by Amara Diallo" in text(response)


def test_the_address_of_a_case_opens_the_page_that_holds_it(client, thread, lead):
    cases = flagged(thread, 22)
    response = desk(client, lead, thread.group, case=cases[21].pk)
    assert response.context["page"].number == 2 and len(response.context["rows"]) == 2
    assert response.context["opened"].pk == cases[21].pk
    assert len(desk(client, lead, thread.group).context["rows"]) == 20


@pytest.mark.parametrize("asked", ["abc", "-1", "0", "99999999999999999999999", "9" * 5000, "\u0663", "1\x00"])
def test_an_address_that_names_no_case_opens_the_first(client, case, lead, asked):
    response = desk(client, lead, case.group, case=asked)
    assert response.status_code == 200 and response.context["opened"].pk == case.pk


def test_a_case_that_is_decided_says_so(client, case, lead):
    actions.dismiss(case, by=lead)
    shown = text(desk(client, lead, case.group, case=case.pk))
    assert "No flag is open on that any more." in shown and "Nothing waits for you" in shown


@pytest.mark.parametrize(
    ("hours", "level", "words"),
    [
        (35, "", "35 h"),
        (36, "soon", "36 h, due by 48 h"),
        (47, "soon", "47 h, due by"),
        (48, "late", "48 h, later than"),
    ],
)
def test_age_turns_amber_and_red_in_colour_and_in_words(client, case, lead, hours, level, words):
    aged(case, hours)
    response = desk(client, lead, case.group)
    assert words in text(response)
    assert (f"due--{level}" in response.content.decode()) if level else ("due--" not in response.content.decode())


def test_a_party_to_a_case_is_told_that_another_lead_decides(client, group, lead, thread):
    own = factories.reply(thread, by=lead)
    case = actions.flag_post(own, by=factories.member(), reason="conduct", note="About you.").case
    actions.flag_post(factories.reply(thread), by=lead, reason="spam")
    response = desk(client, lead, group, case=case.pk)
    assert "You wrote this. Another lead decides." in text(response)
    assert "You flagged this. Another lead decides." in text(response)
    assert response.context["opened"] is None
    assert "About you." not in text(response)
    assert decide(client, lead, case, verdict="leave").status_code == 403


def test_earlier_decisions_about_the_author_in_this_group_are_shown(client, case, lead):
    earlier = factories.reply(case.post.thread, by=case.author)
    actions.hide(earlier, by=lead, reason="Named a person.")
    elsewhere = factories.group()
    factories.seat(case.author, elsewhere)
    other = factories.root(factories.thread(elsewhere, by=case.author))
    actions.hide(other, by=factories.lead(elsewhere), reason="Something in another group.")
    for reader in [lead, factories.staff()]:
        shown = text(desk(client, reader, case.group))
        assert "Hidden, just now : Named a person." in shown
        assert "Something in another group." not in shown


def test_only_cases_of_this_group_wait_here(client, case, lead):
    other = factories.group()
    flagged(factories.thread(other))
    factories.seat(lead, other, "lead")
    assert len(desk(client, lead, other).context["rows"]) == 1
    assert desk(client, lead, case.group).context["rows"][0].pk == case.pk


def test_an_empty_desk_says_what_comes_here(client, group, lead):
    assert "When a member flags something in this group, it comes here" in text(desk(client, lead, group))
    assert "or a lead passes a case on, it comes here" in text(page(client, factories.staff(), "desk_alliance"))


def test_each_kind_of_thing_is_shown_as_what_it_is(client, case, lead, profile_case):
    title = actions.flag_title(case.post.thread, by=factories.member(), reason="off_topic").case
    file = file_case(case.post)
    shown = text(desk(client, lead, case.group, case=title.pk))
    assert "Title by" in shown and "Give the thread another title" in shown and "The other title" in shown
    shown = text(desk(client, lead, case.group, case=file.pk))
    assert "File by Viktor Halász" in shown and "names.txt" in shown and "Hide the file" in shown
    shown = text(page(client, factories.staff(), "desk_alliance"))
    assert "Profile of Kenji Morimoto" in shown and "I sell zanzibar-models." in shown and "Hide the text" in shown
    assert "Pass to the secretariat" not in shown


def test_what_the_rule_on_spam_hid_says_so(client, post, lead):
    for _ in range(3):
        member = factories.member(organisation=factories.organisation())
        case = actions.flag_post(post, by=member, reason="spam").case
    flagged(post.thread)
    other = Case.objects.exclude(pk=case.pk).get()
    shown = text(desk(client, lead, post.thread.group, case=other.pk))
    assert "Hidden as spam by three organisations until you decide" in shown


# Taking, giving back, taking over


def test_a_case_is_taken_and_given_back_by_buttons(client, case, lead):
    response = press(client, lead, "case_claim", case)
    assert response.status_code == 302 and response.url.endswith(f"?case={case.pk}#case-{case.pk}")
    assert "taken by you" in text(desk(client, lead, case.group))
    press(client, lead, "case_give_back", case)
    assert Case.objects.get().claimed_by is None


def test_what_another_lead_has_can_be_read_and_taken_over(client, case, lead, second):
    actions.claim(case, by=second)
    shown = text(desk(client, lead, case.group, case=case.pk))
    assert "Amara Diallo is deciding this" in shown and "Your decision" not in shown and WORDS in shown
    assert press(client, lead, "case_claim", case, instead_of=second.pk).status_code == 302
    assert Case.objects.get().claimed_by == lead


def test_taking_what_somebody_took_meanwhile_is_refused(client, case, lead, second):
    actions.claim(case, by=second)
    response = press(client, lead, "case_claim", case)
    assert response.status_code == 422 and "Amara Diallo has taken this case" in text(response)
    assert Case.objects.get().claimed_by == second


@pytest.mark.parametrize("number", ["", "abc", "-1", "9" * 40, "\u0663"])
def test_taking_over_from_nobody_known_is_refused_in_words(client, case, lead, second, number):
    actions.claim(case, by=second)
    assert press(client, lead, "case_claim", case, instead_of=number).status_code == 422


# Deciding


def test_a_lead_hides_with_a_reason(client, case, lead):
    response = decide(client, lead, case, verdict="hide", reason="Spoke to the person.")
    assert response.status_code == 302 and response.url == reverse("desk", args=[case.group.slug])
    assert Post.objects.get(pk=case.post_id).hidden_reason == "Spoke to the person."
    assert "The post is hidden." in text(desk(client, lead, case.group))


def test_a_lead_leaves_it(client, case, lead):
    assert decide(client, lead, case, verdict="leave").status_code == 302
    decision = Decision.objects.get()
    assert (decision.kind, decision.reason) == ("dismiss", "")


def test_a_lead_passes_it_on_and_the_secretariat_decides_at_its_own_desk(client, case, lead, second):
    assert decide(client, lead, case, verdict="pass", reason="It is about my organisation.").status_code == 302
    assert "passed to the secretariat" in text(desk(client, second, case.group, case=case.pk))
    assert desk(client, second, case.group).context["rows"] == []
    staff = factories.staff()
    shown = text(page(client, staff, "desk_alliance"))
    assert "It is about my organisation." in shown and "Graded model access" in shown
    response = decide(client, staff, case, verdict="hide", reason="Rude.")
    assert response.status_code == 302 and response.url == reverse("desk_alliance")
    assert Decision.objects.get().decided_by == staff


def test_a_rule_in_force_is_chosen_from_a_list(client, case, lead):
    RulesVersion.objects.update(body="2.1 Speak to the argument. Not to the person.\n\n2.2 Keep confidences.")
    assert "2.1 Speak to the argument." in text(desk(client, lead, case.group))
    response = decide(client, lead, case, verdict="hide", reason="Rude.", rule="9.9")
    assert response.status_code == 422 and "Choose one of the rules in force." in text(response)
    assert decide(client, lead, case, verdict="hide", reason="Rude.", rule="2.1").status_code == 302
    assert Decision.objects.get().rule == "2.1"


def test_a_post_with_answers_can_be_hidden_with_them(client, case, lead):
    assert "How much of it is hidden" not in text(desk(client, lead, case.group))
    answer = factories.reply(case.post.thread, parent=case.post)
    assert "the post and the answers to it" in text(desk(client, lead, case.group))
    decide(client, lead, case, verdict="hide", reason="Rude.", scope="branch")
    assert Post.objects.get(pk=answer.pk).hidden_at


def test_a_title_is_changed_at_the_desk(client, thread, lead):
    case = actions.flag_title(thread, by=factories.member(), reason="off_topic").case
    response = decide(client, lead, case, verdict="hide", reason="Names a company.", title=" ")
    assert response.status_code == 422 and "Write the title that the thread gets." in text(response)
    assert decide(client, lead, case, verdict="hide", reason="Clearer.", title="Access to weights").status_code == 302
    thread.refresh_from_db()
    assert thread.title == "Access to weights"


@pytest.mark.parametrize(
    ("data", "asked"),
    [
        ({"reason": "Typed with care."}, "Choose what becomes of it."),
        ({"verdict": "hide", "reason": " "}, "Write what happened."),
        ({"verdict": "hide", "reason": "\u200b"}, "Write what happened."),
        ({"verdict": "pass", "reason": " "}, "Write why you pass it on."),
        ({"verdict": "hide", "reason": "Typed with care. " * 40}, "at most 500 characters"),
        ({"verdict": "burn", "reason": "Typed with care."}, "burn"),
    ],
)
def test_what_is_missing_is_asked_for_and_what_was_typed_kept(client, case, lead, data, asked):
    response = decide(client, lead, case, **data)
    assert response.status_code == 422 and asked in text(response)
    assert response.context["opened"].pk == case.pk
    assert data["reason"].strip() in response.content.decode()
    assert not Decision.objects.exists()


@pytest.mark.parametrize("verdict", ["hide", "leave", "pass"])
def test_a_case_decided_meanwhile_keeps_the_typed_reason(client, case, lead, second, verdict):
    actions.uphold(case, by=second, reason="First.")
    response = decide(client, lead, case, verdict=verdict, reason="Typed with care.")
    assert response.status_code == 422
    assert "Amara Diallo decided this case" in text(response) and "Typed with care." in text(response)
    assert Decision.objects.count() == 1


def test_a_case_passed_on_meanwhile_keeps_the_typed_reason(client, case, lead, second):
    actions.escalate(case, by=second, note="Not mine.")
    response = decide(client, lead, case, verdict="hide", reason="Typed with care.")
    assert response.status_code == 422
    assert "The secretariat decides this case." in text(response) and "Typed with care." in text(response)


def test_a_case_taken_meanwhile_keeps_the_typed_reason(client, case, lead, second):
    actions.claim(case, by=second)
    response = decide(client, lead, case, verdict="hide", reason="Typed with care.")
    assert response.status_code == 422
    assert "Amara Diallo has taken this case" in text(response) and "Typed with care." in text(response)


def test_words_that_changed_since_are_shown_beside_what_was_read(client, case, lead):
    row = docket.row(case, lead)
    read = {"seen": row.seen, "read": row.words}
    Post.objects.filter(pk=case.post_id).update(body="I take that back.", body_html="<p>I take that back.</p>")
    response = decide(client, lead, case, verdict="hide", reason="Typed with care.", **read)
    shown = text(response)
    assert response.status_code == 422 and not Decision.objects.exists()
    assert "This was changed while you read it." in shown and "What changed since you read it" in shown
    html = response.content.decode()
    struck, new = ("".join(re.findall(rf"<{mark}[^>]*>(.*?)</{mark}>", html, re.DOTALL)) for mark in ("del", "ins"))
    assert "zanzibar" in struck and "take that back" in new
    form = response.context["form"]
    again = {name: form[name].value() for name in ("verdict", "reason", "seen", "read")}
    assert again["reason"] == "Typed with care."
    assert decide(client, lead, case, **again).status_code == 302
    assert Decision.objects.get().reason == "Typed with care."


def test_the_letter_can_be_read_before_it_is_sent(client, case, lead, run_tasks, mailoutbox):
    with run_tasks():
        response = decide(client, lead, case, verdict="hide", reason="Spoke to the person.", preview="1")
    assert response.status_code == 200 and mailoutbox == []
    assert "The letter, not sent yet" in text(response) and "Spoke to the person." in response.context["letter"]
    assert response.context["form"]["reason"].value() == "Spoke to the person."
    assert Case.objects.open().exists()
    response = decide(client, lead, case, verdict="leave", reason="", preview="1")
    assert response.context["letter"]
    response = decide(client, lead, case, verdict="pass", reason="Not mine.", preview="1")
    assert "No letter goes to the author" in text(response)


def test_a_flagger_and_the_author_do_not_decide_though_they_lead(client, case):
    flagger, author = case.flags.get().raised_by, case.author
    Participation.objects.filter(member__in=[flagger, author]).update(role="lead")
    for person in [flagger, author]:
        assert decide(client, person, case, verdict="leave").status_code == 403
    assert Case.objects.open().exists()


# What was decided


def test_what_was_decided_is_kept_with_reason_and_decider(client, case, lead):
    actions.uphold(case, by=lead, reason="Spoke to the person.")
    shown = text(page(client, lead, "desk_decided", case.group.slug))
    assert "Hidden" in shown and "Spoke to the person." in shown and "Decided by Tomasz Wieczorek" in shown
    assert "1 flag" in shown and "Priya" not in shown and "zanzibar" not in shown


def test_a_decision_is_taken_back_with_a_reason(client, case, lead):
    decision = actions.uphold(case, by=lead, reason="Spoke to the person.")
    assert "Spoke to the person." in text(page(client, lead, "decision_undo", decision.pk))
    response = press(client, lead, "decision_undo", decision, reason="")
    assert response.status_code == 422 and "Write why you take it back." in text(response)
    response = press(client, lead, "decision_undo", decision, reason="Too quick.")
    assert response.status_code == 302 and Case.objects.open().exists()
    shown = text(page(client, lead, "desk_decided", case.group.slug))
    assert "Taken back by Tomasz Wieczorek : Too quick." in shown
    response = press(client, lead, "decision_undo", decision, reason="Once more.")
    assert response.status_code == 422 and "taken back already" in text(response) and "Once more." in text(response)


def test_whom_a_decision_concerns_is_not_offered_to_take_it_back(client, group, lead, second):
    own = factories.root(factories.thread(group, by=second))
    decision = actions.hide(own, by=lead, reason="Rude.")
    address = reverse("decision_undo", args=[decision.pk])
    assert address not in page(client, second, "desk_decided", group.slug).content.decode()
    assert client.get(address).status_code == 403
    assert address in page(client, lead, "desk_decided", group.slug).content.decode()


def test_the_secretariats_decisions_stand_at_its_own_desk(client, profile_case):
    staff = factories.staff()
    actions.uphold(profile_case, by=staff, reason="An advertisement.")
    shown = text(page(client, staff, "desk_alliance_decided"))
    assert "The text of the profile" in shown and "Kenji Morimoto" in shown and "An advertisement." in shown


def test_a_file_that_is_gone_leaves_a_case_that_can_be_closed(client, case, lead):
    file = file_case(case.post)
    Attachment.objects.get(pk=file.attachment_id).delete()
    for query in ({}, {"case": file.pk}):
        assert "File by Viktor Halász" in text(desk(client, lead, case.group, **query))
    assert "This file is gone." in text(desk(client, lead, case.group, case=file.pk))
    assert page(client, lead, "desks").status_code == 200
    assert page(client, file.flags.get().raised_by, "my_flags").status_code == 200
    refused = decide(client, lead, file, verdict="hide", reason="Names a source.", seen="")
    assert refused.status_code == 422 and "This file is gone." in text(refused)
    assert decide(client, lead, file, verdict="leave", reason="It is gone.").status_code == 302
    assert page(client, lead, "desk_decided", case.group.slug).status_code == 200


# By keyboard alone


def test_every_case_is_reached_by_links_and_buttons_without_a_script(client, thread, lead):
    flagged(thread, 3)
    html = desk(client, lead, thread.group).content.decode()
    assert len(re.findall(r"<a href=\"\?case=\d+#case-\d+\" data-case>", html)) == 3
    assert html.count("Take it") == 3 and 'tabindex="-1"' not in html.partition("data-cases")[2].partition("</main>")[0]


# The same cost for one and for thirty, and for ten thousand


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_desk_costs_the_same_for_one_and_for_thirty(
    client, group, thread, lead, name, django_assert_max_num_queries
):
    group.joining = "request"
    group.save()
    as_user(client, lead)

    opened = factories.reply(thread)

    def add(count):
        for _ in range(count):
            actions.flag_post(opened, by=factories.member(), reason="conduct", note="Rude.")
        for case in flagged(thread, count):
            actions.flag_post(case.post, by=factories.member(), reason="conduct", note="Rude.")
        for case in flagged(thread, count):
            actions.dismiss(case, by=lead)
        for _ in range(count):
            groups.ask_to_join(group, by=factories.member(organisation=factories.organisation()))

    def cost():
        client.get(reverse(name, args=[group.slug]))
        with django_assert_max_num_queries(15) as queries:
            assert client.get(reverse(name, args=[group.slug])).status_code == 200
        return len(queries)

    add(1)
    one = cost()
    add(29)
    assert cost() == one


def many_cases(thread, count):
    """Cases as if so many posts had been flagged, each by one member."""
    author, member = factories.participant(thread.group), factories.member()
    root = factories.root(thread)
    words = {
        "thread": thread,
        "author": author,
        "sector": factories.sector(),
        "parent": root,
        "depth": 1,
        "renderer": root.renderer,
    }
    posts = Post.objects.bulk_create(
        Post(body="Words.", body_html="<p>Words.</p>", path=bytes(root.path) + number.to_bytes(8), **words)
        for number in range(count)
    )
    now = timezone.now()
    cases = Case.objects.bulk_create(
        Case(
            about="post",
            group=thread.group,
            post=post,
            author=author,
            flag_count=1,
            opened_at=now - datetime.timedelta(minutes=number),
        )
        for number, post in enumerate(posts)
    )
    Flag.objects.bulk_create(Flag(case=case, raised_by=member, reason="spam") for case in cases)


def test_ten_thousand_open_cases_are_read_as_twenty_are(client, group, thread, lead):
    as_user(client, lead)

    def queries():
        client.get(reverse("desk", args=[group.slug]))
        with CaptureQueriesContext(connection) as asked:
            assert len(client.get(reverse("desk", args=[group.slug])).context["rows"]) == 20
        return len(asked)

    many_cases(thread, 20)
    small = queries()
    many_cases(factories.thread(group), 9980)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE moderation_case, moderation_flag, discussion_post")
    assert queries() == small
    plan = docket.queue(lead, group)[:20].explain()
    assert "case_queue" in plan and "Sort" not in plan and "Seq Scan on moderation_case" not in plan, plan
