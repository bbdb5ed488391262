import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories
from workstreams.groups import actions as groups
from workstreams.groups.models import JoinRequest, Participation
from workstreams.moderation import actions
from workstreams.moderation.models import Decision, Flag

pytestmark = pytest.mark.django_db

WORDS = "People who never shipped a zanzibar-model should be quiet."


@pytest.fixture
def group():
    return factories.group("Graded model access")


@pytest.fixture
def lead(group):
    return factories.lead(group, "Tomasz Wieczorek")


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


def flagged(thread, count=1):
    member = factories.participant(thread.group)
    posts = [factories.reply(thread) for _ in range(count)]
    return [actions.flag_post(post, by=member, reason="spam") for post in posts]


def as_user(client, user):
    client.force_login(user)
    return client


def page(client, user, name, *args, **query):
    return as_user(client, user).get(reverse(name, args=args), query)


def text(response):
    """What a reader sees of the main part, on one line."""
    found = re.sub(r"<[^>]+>", " ", response.content.decode().partition("<main")[2].partition("</main>")[0])
    return " ".join(found.split())


def aged(flag, hours):
    Flag.objects.filter(pk=flag.pk).update(created_at=timezone.now() - datetime.timedelta(hours=hours, minutes=5))


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


# The list


def test_a_case_shows_what_a_lead_needs_and_no_name_of_those_who_flagged(client, flag, lead):
    actions.flag_post(flag.post, by=factories.member("Jonas Adeyemi", "academia"), reason="off_topic")
    shown = text(page(client, lead, "desk", flag.post.thread.group.slug))
    assert "Conduct, Off topic" in shown and "Flagged by 2 members" in shown
    assert "Reply by Viktor Halász" in shown and WORDS in shown
    assert "Who may see full weights" in shown
    assert "Nothing in clause four binds anyone." in shown  # what it answers
    assert "It dismisses a whole sector." in shown and f"(a member, {factories.sector('civil').name})" in shown
    assert "Priya" not in shown and "Jonas" not in shown
    assert "None in this group." in shown  # earlier decisions


def test_one_post_is_one_case_however_many_flag_it(client, thread, lead):
    (flag,) = flagged(thread)
    actions.flag_post(flag.post, by=factories.member(), reason="spam")
    response = page(client, lead, "desk", thread.group.slug)
    assert len(response.context["cases"]) == 1
    assert response.context["group"].open_cases == 1


def test_the_longest_waiting_stands_first_and_open(client, thread, lead):
    first, second = flagged(thread, 2)
    aged(second, 5)
    response = page(client, lead, "desk", thread.group.slug)
    assert [case.post.pk for case in response.context["cases"]] == [second.post_id, first.post_id]
    assert response.context["opened"].post.pk == second.post_id


def test_any_case_can_be_opened_by_its_address(client, thread, lead):
    flags = flagged(thread, 3)
    response = page(client, lead, "desk", thread.group.slug, case=flags[2].post_id)
    assert response.context["opened"].post.pk == flags[2].post_id


def test_the_address_of_a_case_opens_the_page_that_holds_it(client, thread, lead):
    flags = flagged(thread, 22)
    response = page(client, lead, "desk", thread.group.slug, case=flags[21].post_id)
    assert response.context["page"].number == 2 and len(response.context["cases"]) == 2
    assert response.context["opened"].post.pk == flags[21].post_id
    assert len(page(client, lead, "desk", thread.group.slug).context["cases"]) == 20


@pytest.mark.parametrize("case", ["abc", "-1", "0", "99999999999999999999999", "9" * 5000, "\u0663", "1\x00"])
def test_an_address_that_names_no_case_opens_the_first(client, flag, lead, case):
    response = page(client, lead, "desk", flag.post.thread.group.slug, case=case)
    assert response.status_code == 200 and response.context["opened"].post == flag.post


def test_a_case_that_is_decided_says_so(client, flag, lead):
    actions.dismiss(flag.post, by=lead)
    shown = text(page(client, lead, "desk", flag.post.thread.group.slug, case=flag.post.pk))
    assert "No flag is open on that post any more." in shown and "Nothing waits for you" in shown


@pytest.mark.parametrize(
    ("hours", "level", "words"),
    [
        (35, "", "35 h"),
        (36, "soon", "36 h, due by 48 h"),
        (47, "soon", "47 h, due by"),
        (48, "late", "48 h, later than"),
    ],
)
def test_age_turns_amber_and_red_in_colour_and_in_words(client, flag, lead, hours, level, words):
    aged(flag, hours)
    response = page(client, lead, "desk", flag.post.thread.group.slug)
    assert words in text(response)
    assert (f"due--{level}" in response.content.decode()) if level else ("due--" not in response.content.decode())


def test_a_party_to_a_case_is_told_that_another_lead_decides(client, group, lead, thread):
    own = factories.reply(thread, by=lead)
    actions.flag_post(own, by=factories.member(), reason="conduct", note="About you.")
    other = factories.reply(thread)
    actions.flag_post(other, by=lead, reason="spam")
    response = page(client, lead, "desk", group.slug, case=own.pk)
    assert "You wrote this. Another lead decides." in text(response)
    assert "You flagged this. Another lead decides." in text(response)
    assert response.context["opened"] is None
    assert "About you." not in text(response)


def test_earlier_decisions_about_the_author_in_this_group_are_shown(client, flag, lead):
    author = flag.post.author
    earlier = factories.reply(flag.post.thread, by=author)
    actions.hide(earlier, by=lead, reason="Named a person.")
    elsewhere = factories.group()
    factories.seat(author, elsewhere)
    other = factories.root(factories.thread(elsewhere, by=author))
    actions.hide(other, by=factories.lead(elsewhere), reason="Something in another group.")
    for reader in [lead, factories.staff()]:
        shown = text(page(client, reader, "desk", flag.post.thread.group.slug))
        assert "Hidden, just now : Named a person." in shown
        assert "Something in another group." not in shown


def test_only_flags_of_this_group_wait_here(client, flag, lead):
    other = factories.group()
    flagged(factories.thread(other))
    factories.seat(lead, other, "lead")
    assert len(page(client, lead, "desk", other.slug).context["cases"]) == 1
    assert page(client, lead, "desk", flag.post.thread.group.slug).context["cases"][0].post == flag.post


def test_an_empty_desk_says_what_comes_here(client, group, lead):
    assert "When a member flags a post in this group, it comes here" in text(page(client, lead, "desk", group.slug))


# Deciding


def decide(client, user, post, **data):
    return as_user(client, user).post(reverse("decide_post", args=[post.pk]), data)


def test_a_lead_hides_the_post_with_a_reason(client, flag, lead):
    response = decide(client, lead, flag.post, verdict="hide", reason="Spoke to the person.")
    assert response.status_code == 302 and response.url == reverse("desk", args=[flag.post.thread.group.slug])
    flag.post.refresh_from_db()
    assert flag.post.hidden_reason == "Spoke to the person." and flag.post.hidden_by == lead
    assert "The post is hidden." in text(client.get(response.url))


def test_a_lead_leaves_the_post(client, flag, lead):
    assert decide(client, lead, flag.post, verdict="leave").status_code == 302
    decision = Decision.objects.get()
    assert (decision.kind, decision.reason) == ("dismiss", "")


@pytest.mark.parametrize(
    ("data", "asked"),
    [
        ({"reason": "Typed with care."}, "Choose what becomes of the post."),
        ({"verdict": "hide", "reason": " "}, "Write what happened."),
        ({"verdict": "hide", "reason": "\u200b"}, "Write what happened."),
        ({"verdict": "hide", "reason": "Typed with care. " * 40}, "at most 500 characters"),
        ({"verdict": "burn", "reason": "Typed with care."}, "burn"),
    ],
)
def test_what_is_missing_is_asked_for_and_what_was_typed_kept(client, flag, lead, data, asked):
    response = decide(client, lead, flag.post, **data)
    assert response.status_code == 422 and asked in text(response)
    assert response.context["opened"].post == flag.post
    assert data["reason"].strip() in response.content.decode()
    assert not Decision.objects.exists()


@pytest.mark.parametrize("verdict", ["hide", "leave"])
def test_a_case_decided_meanwhile_keeps_the_typed_reason(client, flag, lead, verdict):
    actions.uphold(flag.post, by=factories.lead(flag.post.thread.group), reason="First.")
    response = decide(client, lead, flag.post, verdict=verdict, reason="Typed with care.")
    assert response.status_code == 422
    assert "Another lead decided this case" in text(response) and "Typed with care." in text(response)
    assert Decision.objects.count() == 1


def test_the_letter_can_be_read_before_it_is_sent(client, flag, lead, run_tasks, mailoutbox):
    with run_tasks():
        response = decide(client, lead, flag.post, verdict="hide", reason="Spoke to the person.", preview="1")
    assert response.status_code == 200 and mailoutbox == []
    assert "The letter, not sent yet" in text(response) and "1 member had flagged the post." in text(response)
    assert response.context["form"]["reason"].value() == "Spoke to the person."
    assert Flag.objects.open().exists()


def test_parties_and_others_do_not_decide(client, flag):
    group = flag.post.thread.group
    flagger, author = flag.raised_by, flag.post.author
    Participation.objects.filter(member__in=[flagger, author]).update(role="lead")
    for person in [flagger, author, factories.participant(group), factories.lead(factories.group())]:
        assert decide(client, person, flag.post, verdict="leave").status_code == 403
    assert Flag.objects.open().exists()


def test_a_post_of_a_private_group_cannot_be_decided_from_outside(client):
    post = factories.root(factories.thread(factories.group(visibility="private")))
    for name in ["decide_post", "hide_post", "flag_post"]:
        response = as_user(client, factories.lead(factories.group())).post(
            reverse(name, args=[post.pk]), {"reason": "x"}
        )
        assert response.status_code == 404


# What was decided


def test_what_was_decided_is_kept_with_reason_and_decider(client, flag, lead):
    actions.uphold(flag.post, by=lead, reason="Spoke to the person.")
    response = page(client, lead, "desk_decided", flag.post.thread.group.slug)
    shown = text(response)
    assert "Hidden" in shown and "Spoke to the person." in shown and "Decided by Tomasz Wieczorek" in shown
    assert "1 flag" in shown and "Priya" not in shown


# Flagging


def test_a_member_flags_from_a_page_that_quotes_the_post(client, post):
    member = factories.member()
    assert WORDS in text(page(client, member, "flag_post", post.pk))
    response = client.post(reverse("flag_post", args=[post.pk]), {"reason": "conduct", "note": "Rude."})
    assert response.status_code == 302 and response.url == post.get_absolute_url()
    assert Flag.objects.get().note == "Rude."


@pytest.mark.parametrize(
    ("data", "asked"),
    [
        ({"note": "Typed with care."}, "Choose what is wrong with the post."),
        ({"reason": "other", "note": ""}, "Say in a sentence what is wrong with it."),
        ({"reason": "rude", "note": "Typed with care."}, "rude"),
        ({"reason": "spam", "note": "a\x00b"}, "Null characters"),
        ({"reason": "spam", "note": "x" * 1001}, "at most 1000 characters"),
    ],
)
def test_a_flag_that_lacks_something_comes_back_with_what_was_typed(client, post, data, asked):
    response = as_user(client, factories.member()).post(reverse("flag_post", args=[post.pk]), data)
    assert response.status_code == 422 and asked in text(response)
    assert data["note"] in response.content.decode()
    assert not Flag.objects.exists()


def test_flagging_twice_says_so(client, flag):
    assert "You have flagged this post already." in text(page(client, flag.raised_by, "flag_post", flag.post.pk))
    response = client.post(reverse("flag_post", args=[flag.post.pk]), {"reason": "spam"})
    assert response.status_code == 422 and "You have flagged this post already." in text(response)
    assert Flag.objects.count() == 1


def test_who_may_not_flag_is_told_why(client, post):
    response = page(client, post.author, "flag_post", post.pk)
    assert response.status_code == 403 and "You wrote this post." in text(response)
    response = page(client, factories.member(state="applied"), "flag_post", post.pk)
    assert response.status_code == 403 and "Your membership is not active yet." in text(response)
    client.logout()
    assert client.get(reverse("flag_post", args=[post.pk])).status_code == 302


# Hiding of a lead's own accord


def test_a_lead_hides_an_unflagged_post(client, post, lead):
    assert WORDS in text(page(client, lead, "hide_post", post.pk))
    response = client.post(reverse("hide_post", args=[post.pk]), {"reason": "Names a source."})
    assert response.status_code == 302 and response.url == post.get_absolute_url()
    post.refresh_from_db()
    assert post.hidden_reason == "Names a source."


@pytest.mark.parametrize("reason", ["", "\u200b"])
def test_hiding_asks_for_the_reason(client, post, lead, reason):
    response = as_user(client, lead).post(reverse("hide_post", args=[post.pk]), {"reason": reason})
    assert response.status_code == 422 and "The author and every reader will see it" in text(response)


def test_hiding_a_hidden_post_keeps_the_typed_reason(client, post, lead):
    actions.hide(post, by=lead, reason="First.")
    assert "This post is hidden already." in text(page(client, lead, "hide_post", post.pk))
    response = client.post(reverse("hide_post", args=[post.pk]), {"reason": "Typed with care."})
    assert response.status_code == 422 and "Typed with care." in text(response)


def test_hiding_is_for_leads_who_are_no_party(client, flag, lead):
    assert page(client, factories.participant(flag.post.thread.group), "hide_post", flag.post.pk).status_code == 403
    own = factories.reply(flag.post.thread, by=lead)
    response = page(client, lead, "hide_post", own.pk)
    assert response.status_code == 403 and "You wrote this." in text(response)
    actions.flag_post(own, by=factories.lead(flag.post.thread.group, "Ana"), reason="spam")
    response = page(client, Flag.objects.get(post=own).raised_by, "hide_post", own.pk)
    assert response.status_code == 403 and "You flagged this." in text(response)


# Requests to join


@pytest.fixture
def asked():
    closed = factories.group("Red-teaming terms", joining="request")
    member = factories.member("Kenji Morimoto", "academia", organisation=factories.organisation("Tohoku", "academia"))
    return groups.ask_to_join(closed, by=member, note="I break models for a living.")


def answer(client, user, asked, **data):
    return as_user(client, user).post(reverse("decide_request", args=[asked.group.slug, asked.pk]), data)


def test_a_request_shows_who_asks_and_what_they_bring(client, asked):
    shown = text(page(client, factories.lead(asked.group), "desk_requests", asked.group.slug))
    assert "Kenji Morimoto" in shown and "Tohoku" in shown and factories.sector("academia").name in shown
    assert "I break models for a living." in shown


def test_a_lead_gives_a_seat(client, asked, run_tasks, mailoutbox):
    response = answer(client, factories.lead(asked.group), asked, verdict="accept")
    assert response.status_code == 302
    assert Participation.objects.current().filter(group=asked.group, member=asked.member).exists()


def test_a_lead_declines_with_a_reason(client, asked):
    lead = factories.lead(asked.group)
    response = answer(client, lead, asked, verdict="decline", reason="")
    assert response.status_code == 422 and "Write the reason. The member will read it." in text(response)
    assert answer(client, lead, asked, verdict="decline", reason="The group is full.").status_code == 302
    asked.refresh_from_db()
    assert (asked.outcome, asked.reason) == ("declined", "The group is full.")


def test_a_request_answered_meanwhile_keeps_the_typed_reason(client, asked):
    groups.accept_join_request(asked, by=factories.lead(asked.group))
    response = answer(client, factories.lead(asked.group), asked, verdict="decline", reason="Typed with care.")
    assert response.status_code == 422
    assert "decided already" in text(response) and "Typed with care." in text(response)


def test_requests_are_answered_by_leads_of_that_group_at_its_own_address(client, asked):
    other = factories.group()
    assert answer(client, factories.participant(asked.group), asked, verdict="accept").status_code == 403
    stranger = factories.lead(other)
    assert answer(client, stranger, asked, verdict="accept").status_code == 403
    wrong = reverse("decide_request", args=[other.slug, asked.pk])
    assert as_user(client, stranger).post(wrong, {"verdict": "accept"}).status_code == 404
    assert JoinRequest.objects.waiting().count() == 1


# The same cost for one and for thirty


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
        for flag in flagged(thread, count):
            actions.flag_post(flag.post, by=factories.member(), reason="conduct", note="Rude.")
        for flag in flagged(thread, count):
            actions.dismiss(flag.post, by=lead)
        for _ in range(count):
            groups.ask_to_join(group, by=factories.member(organisation=factories.organisation()))

    def cost():
        with django_assert_max_num_queries(15) as queries:
            assert client.get(reverse(name, args=[group.slug])).status_code == 200
        return len(queries)

    add(1)
    one = cost()
    add(29)
    assert cost() == one
