"""Tags: who gives them, what they may be, where they are shown, and the list of those threads that have one."""

import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as make
from workstreams.discussion import actions
from workstreams.discussion.models import Tag, Thread

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return make.group()


@pytest.fixture
def lead(group):
    return make.lead(group)


def names(thread):
    return sorted(thread.tags.values_list("name", flat=True))


def version(thread):
    return Thread.objects.values_list("version", flat=True).get(pk=thread.pk)


def titles(page):
    return re.findall(r'<a href="[^"]*/threads/\d+/" dir="auto">([^<]*)</a>', page.content.decode())


def test_a_thread_has_the_tags_that_were_set_last_and_its_version_rises_with_each_change(group, lead):
    thread = make.thread(group)
    before = version(thread)
    actions.set_tags(thread, by=lead, names=["  Policy\n brief ", "", "audit"])
    assert (names(thread), version(thread)) == (["Policy brief", "audit"], before + 1)
    actions.set_tags(thread, by=lead, names=["AUDIT", "policy brief"])
    assert (names(thread), version(thread)) == (["Policy brief", "audit"], before + 1)
    actions.set_tags(thread, by=lead, names=["audit"])
    assert (names(thread), version(thread)) == (["audit"], before + 2)
    actions.set_tags(thread, by=lead, names=[])
    assert (names(thread), version(thread)) == ([], before + 3)


def test_one_tag_serves_all_threads_of_a_group_whatever_the_case_and_goes_with_the_last(group, lead):
    first, second = make.thread(group), make.thread(group)
    elsewhere = Tag.objects.create(group=make.group(), name="Audit")
    actions.set_tags(first, by=lead, names=["Größe", "GRÖSSE", "größe"])
    actions.set_tags(second, by=lead, names=["GRÖßE"])
    assert names(first) == ["GRÖSSE", "Größe"] and names(second) == ["Größe"]
    actions.set_tags(first, by=lead, names=["audit"])
    assert sorted(group.tags.values_list("name", flat=True)) == ["Größe", "audit"]
    actions.set_tags(second, by=lead, names=[])
    assert group.tags.get().name == "audit"
    assert Tag.objects.filter(pk=elsewhere.pk).exists()


@pytest.mark.parametrize("wrong", [["x"], ["x" * 61], [f"tag {n}" for n in range(6)]])
def test_names_of_the_wrong_length_and_a_sixth_tag_are_refused_and_nothing_changes(group, lead, wrong):
    thread = make.thread(group)
    actions.set_tags(thread, by=lead, names=["audit"])
    before = version(thread)
    with pytest.raises(ValidationError):
        actions.set_tags(thread, by=lead, names=["fine", *wrong] if len(wrong) == 1 else wrong)
    assert (names(thread), version(thread)) == (["audit"], before)
    assert group.tags.count() == 1


def test_five_tags_and_the_shortest_and_the_longest_name_are_taken(group, lead):
    thread = make.thread(group)
    actions.set_tags(thread, by=lead, names=["xy", "x" * 60, "three", "four", "five", "FIVE"])
    assert thread.tags.count() == 5


def test_a_short_label_that_came_with_an_archive_stays(group, lead):
    thread = make.thread(group)
    thread.tags.add(Tag.objects.create(group=group, name="P"))
    actions.set_tags(thread, by=lead, names=["p", "audit"])
    assert names(thread) == ["P", "audit"]


def test_nobody_but_the_leads_and_the_secretariat_sets_tags(group):
    thread = make.thread(group)
    for person in (thread.author, make.member(), make.lead(make.group())):
        with pytest.raises(PermissionDenied):
            actions.set_tags(thread, by=person, names=["audit"])
    assert not Tag.objects.exists()
    actions.set_tags(thread, by=make.staff(), names=["audit"])
    assert names(thread) == ["audit"]


def test_a_thread_that_was_merged_meanwhile_takes_no_tags(group, lead):
    thread, other = make.thread(group), make.thread(group)
    actions.merge_threads(Thread.objects.get(pk=thread.pk), by=lead, into=other)
    with pytest.raises(ValidationError, match="moved or merged"):
        actions.set_tags(thread, by=lead, names=["audit"])


def test_a_lead_writes_the_tags_on_one_line_and_everybody_reads_them(sign_in, words, group, lead):
    thread = make.thread(group)
    url = reverse("thread_tags", args=[group.slug, thread.pk])
    client, visitor = sign_in(lead), sign_in(None)
    assert f'href="{url}"' in client.get(thread.get_absolute_url()).content.decode()
    assert url not in visitor.get(thread.get_absolute_url()).content.decode()
    page = client.post(url, {"tags": "R&D <1>, audit"}, follow=True)
    assert page.redirect_chain == [(thread.get_absolute_url(), 302)]
    for address in (thread.get_absolute_url(), group.get_absolute_url()):
        text = visitor.get(address).content.decode()
        assert f'href="{group.get_absolute_url()}?tag=R%26D%20%3C1%3E"><bdi>R&amp;D &lt;1&gt;</bdi>' in text
    assert 'value="audit, R&amp;D &lt;1&gt;"' in client.get(url).content.decode()
    assert "Tags that the group uses: audit , R&amp;D &lt;1&gt;" in words(client.get(url))


def test_what_was_typed_is_kept_with_what_is_wrong_with_it(sign_in, words, group, lead):
    thread = make.thread(group)
    page = sign_in(lead).post(reverse("thread_tags", args=[group.slug, thread.pk]), {"tags": "audit, x"})
    assert page.status_code == 422
    assert 'value="audit, x"' in page.content.decode()
    assert words(page).count("One thing to put right") == 1
    assert "“x” is too short or too long. A tag has 2 to 60 characters." in words(page)


def test_pages_that_were_kept_drawn_show_new_tags_at_once(sign_in, group, lead):
    thread = make.thread(group)
    visitor = sign_in(None)
    for given in (["audit"], ["policy"], []):
        actions.set_tags(thread, by=lead, names=given)
        for address in (thread.get_absolute_url(), group.get_absolute_url()):
            text = visitor.get(address).content.decode()
            assert [one for one in ("audit", "policy") if f"<bdi>{one}</bdi>" in text] == given


def test_the_list_is_narrowed_to_a_tag_page_by_page_and_leads_back(sign_in, words, group, lead):
    author = make.participant(group)
    tag = Tag.objects.create(group=group, name="R&D, policy")
    threads = [make.thread(group, author, title=f"Question {number:02}") for number in range(35)]
    tag.threads.set(threads[:32])
    visitor = sign_in(None)
    first = visitor.get(group.get_absolute_url(), {"tag": "r&d, POLICY"})
    assert titles(first) == [f"Question {number:02}" for number in range(31, 1, -1)]
    assert "32 threads with the tag R&amp;D, policy" in words(first)
    assert f'<a href="{group.get_absolute_url()}">Show all threads' in first.content.decode()
    onward = re.search(r'<a href="([^"]*)" rel="next"', first.content.decode())[1].replace("&amp;", "&")
    second = visitor.get(group.get_absolute_url() + onward)
    assert titles(second) == ["Question 01", "Question 00"]
    assert 'rel="next"' not in second.content.decode()
    plain = visitor.get(group.get_absolute_url())
    assert titles(plain)[0] == "Question 34" and "Show all threads" not in words(plain)


def test_pages_of_two_tags_are_not_taken_for_each_other(client, group, lead):
    audit, policy = make.thread(group, title="About the audit"), make.thread(group, title="About the policy")
    actions.set_tags(audit, by=lead, names=["audit"])
    actions.set_tags(policy, by=lead, names=["policy"])
    for name, title in (("audit", "About the audit"), ("policy", "About the policy")):
        page = client.get(group.get_absolute_url(), {"tag": name})
        assert titles(page) == [title]
        assert f"<bdi>{name}</bdi></span></p>" in page.content.decode()


def test_a_tag_of_the_same_name_in_another_group_is_another_tag(client, words, lead, group):
    other = make.group()
    for one, number in ((group, 1), (other, 2)):
        Tag.objects.create(group=one, name="audit").threads.set([make.thread(one) for _ in range(number)])
    for one, says in ((group, "1 thread with the tag audit"), (other, "2 threads with the tag audit")):
        page = client.get(one.get_absolute_url(), {"tag": "audit"})
        assert says in words(page)
        assert len(titles(page)) == int(says[0])


@pytest.mark.parametrize("name", ["gone", "left over", "\x00", "x" * 5000, "audit\x00elsewhere"])
def test_a_tag_that_is_not_there_says_so_and_leads_back(client, words, group, lead, name):
    make.thread(group, title="About the audit")
    Tag.objects.create(group=group, name="left over")
    Tag.objects.create(group=make.group(), name="gone").threads.add(make.thread(make.group()))
    page = client.get(group.get_absolute_url(), {"tag": name})
    assert page.status_code == 200
    if name.strip("\x00"):
        assert titles(page) == [] and "No thread has this tag" in words(page)
        assert f'href="{group.get_absolute_url()}">Show all threads' in page.content.decode()
    else:
        assert titles(page) == ["About the audit"]


def test_a_list_of_many_tags_costs_as_much_as_a_list_of_one(client, group, lead):
    def cost(**query):
        client.get(group.get_absolute_url(), query)
        with CaptureQueriesContext(connection) as asked:
            client.get(group.get_absolute_url(), query)
        return len(asked)

    author = make.participant(group)
    actions.set_tags(make.thread(group, author), by=lead, names=["tag 0"])
    before, narrowed = cost(), cost(tag="tag 0")
    for number in range(29):
        actions.set_tags(make.thread(group, author), by=lead, names=["tag 0", f"tag {number}", f"more {number}"])
    assert (cost(), cost(tag="tag 0")) == (before, narrowed) == (before, before + 1)
