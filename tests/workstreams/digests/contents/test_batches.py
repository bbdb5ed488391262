"""A batch is told what each of its readers may read, as if each had been asked alone; at one price for all."""

import datetime
import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.models import Member
from tests import factories as make
from workstreams.consensus import actions as consensus
from workstreams.consultations import actions as consultations
from workstreams.digests import contents
from workstreams.discussion import actions as discussion
from workstreams.discussion.models import Post
from workstreams.discussion.unread import muted_by
from workstreams.groups.audience import standings
from workstreams.groups.models import Participation, WorkingGroup
from workstreams.recommendations import actions as recommendations
from workstreams.recommendations.models import Recommendation
from workstreams.search import actions as search

pytestmark = pytest.mark.django_db


@pytest.fixture
def window():
    now = timezone.now()
    return now - datetime.timedelta(days=7), now + datetime.timedelta(minutes=5)


def people_of_every_kind(chance):
    people = [make.member(mark=chance.choice(make.MARKS)) for _ in range(6)]
    people += [make.member(state=state) for state in ("suspended", "declined", "applied")]
    people += [make.staff(), make.staff(state="suspended"), make.member(state="")]
    return people


def anything_said(chance, groups, people):
    """Threads and replies by those in the groups; some hidden, withdrawn, too old, or muted by somebody."""
    speakers = {group: [make.participant(group, mark=chance.choice(make.MARKS)) for _ in range(2)] for group in groups}
    for group in groups:
        speakers[group] += [
            seat.member for seat in group.participations.filter(left_at=None, role="participant", member__in=people[:6])
        ]
        for _thread in range(7):
            old = {"at": timezone.now() - datetime.timedelta(days=9)} if chance.random() < 0.2 else {}
            thread = make.thread(group, chance.choice(speakers[group]), **old)
            for _reply in range(chance.randrange(4)):
                make.reply(thread, chance.choice(speakers[group]))
            doomed = chance.choice(list(thread.posts.all()))
            if chance.random() < 0.4:
                discussion.hide_post(doomed, by=make.lead(group), reason="Rule 2.1.")
            elif chance.random() < 0.4:
                discussion.withdraw_post(doomed, by=doomed.author)
    for group in groups:
        for person in people[:6]:
            if chance.random() < 0.3:
                threads = list(group.threads.visible_to(person))
                if threads:
                    discussion.follow_thread(chance.choice(threads), by=person, level="muted")
            if chance.random() < 0.1 and WorkingGroup.objects.visible_to(person).filter(pk=group.pk).exists():
                discussion.follow_group(group, by=person, level="muted")


def seats_anywhere(chance, groups, people):
    for group in groups:
        for person in people:
            if chance.random() < 0.6:
                left = timezone.now() + datetime.timedelta(seconds=1) if chance.random() < 0.25 else None
                Participation.objects.create(
                    group=group, member=person, role=chance.choice(["participant", "observer"]), left_at=left
                )


def expected(member, since, until):
    """{group: {thread: (sectors, readable new posts)}} by the rules that guard the pages, for one member."""
    own = WorkingGroup.objects.visible_to(member).joined_by(member)
    posts = Post.objects.visible_to(member).not_hidden().filter(thread__group__in=own)
    posts = posts.filter(created_at__gt=since, created_at__lte=until).exclude(author=member)
    found = {}
    for post in posts.exclude(thread__in=muted_by(member)).select_related("thread"):
        threads = found.setdefault(post.thread.group_id, {})
        threads.setdefault(post.thread_id, []).append(post)
    return found


@pytest.mark.parametrize("seed", range(4))
def test_each_reader_of_a_batch_is_told_what_visible_to_gives_them(seed, window):
    chance = random.Random(seed)
    groups = [make.group(visibility=visibility) for visibility in ("public", "members", "private", "private")]
    people = people_of_every_kind(chance)
    seats_anywhere(chance, groups, people)
    anything_said(chance, groups, people)
    since, until = window
    people = list(Member.objects.select_related("membership").filter(pk__in=[one.pk for one in people]))
    news = contents.collect([contents.Wish(one, since, until, {}) for one in people])
    for person, told in zip(people, news, strict=True):
        rightly = expected(Member.objects.get(pk=person.pk), since, until)
        assert {group.number: group.thread_count for group in told.groups} == {
            number: len(threads) for number, threads in rightly.items()
        }
        for group in told.groups:
            posts = rightly[group.number]
            in_order = sorted(
                posts,
                key=lambda thread: (
                    len({post.sector_id for post in posts[thread]} - {None}),
                    len(posts[thread]),
                    max(post.created_at for post in posts[thread]),
                ),
                reverse=True,
            )
            assert [thread.number for thread in group.threads] == in_order[:5]
            for thread in group.threads:
                newest = sorted(posts[thread.number], key=lambda post: (post.created_at, post.pk), reverse=True)
                assert [said.post for said in thread.said] == [post.pk for post in newest[:3]]
                assert set(thread.spoke) == {post.sector_id for post in newest} - {None}


def test_a_standing_is_what_visible_to_joined_by_and_moderated_by_say(settings):
    settings.SECOND_FACTOR_REQUIRED = True
    chance = random.Random(7)
    groups = [make.group(visibility=visibility) for visibility in ("public", "members", "private")]
    people = people_of_every_kind(chance)
    for person in people:
        for group in groups:
            make.seat(person, group, chance.choice(["lead", "participant"]))
    found = standings(list(Member.objects.select_related("membership").filter(pk__in=[one.pk for one in people])))
    for person in people:
        person = Member.objects.get(pk=person.pk)
        own = WorkingGroup.objects.visible_to(person).joined_by(person)
        assert found[person.pk].roles.keys() == set(own.values_list("pk", flat=True))
        led = WorkingGroup.objects.moderated_by(person).led_by(person)
        assert found[person.pk].desks == set(led.values_list("pk", flat=True))


def test_thirty_readers_cost_as_many_queries_as_one(window):
    groups = [make.group(visibility=visibility) for visibility in ("public", "private")]
    people = [make.member() for _ in range(30)]
    for number, person in enumerate(people):
        for group in groups:
            make.seat(person, group, "lead" if number % 3 == 0 else "participant")
        saved = search.save_search(person, by=person, query=f"q=decides+-word{number}", name="Mine")
        search.change_saved_search(saved, by=person, name="Mine", in_digest=True)
    for group in groups:
        for _thread in range(3):
            make.reply(make.thread(group), by=people[1])
        texts_in_every_step(group, by=make.lead(group))

    def cost(some):
        wishes = [
            contents.Wish(Member.objects.select_related("membership").get(pk=one.pk), *window, {}) for one in some
        ]
        with CaptureQueriesContext(connection) as queries:
            news = contents.collect(wishes)
        assert all(one.thread_count >= 5 and one.searches and one.dues and one.sections for one in news)
        return len(queries)

    assert cost(people[:1]) == cost(people) <= 28


def texts_in_every_step(group, *, by):
    """With comments, a call and an objection."""
    texts = [recommendations.begin(group, by=by, title="Graded access", body="All is open.") for _step in range(4)]
    for text, step in zip(texts, ["last_call", "answering", "consensus_call", "published"], strict=True):
        ends = timezone.now() + datetime.timedelta(days=5) if step == "last_call" else None
        Recommendation.objects.filter(pk=text.pk).update(step=step, step_ends_at=ends, review_on=timezone.localdate())
        text.refresh_from_db()
    said = consultations.comment(texts[0].revisions.get(), by=make.participant(group), body="Why?")
    consultations.comment(texts[0].revisions.get(), by=by, body="Why not?", parent=said)
    Recommendation.objects.filter(pk=texts[2].pk).update(step="answering")
    texts[2].refresh_from_db()
    call = consensus.open_call(texts[2], by=by, question="Do you agree?", parties="group", results="open")
    consensus.take_position(call, by=by, stance="object", reason="Too slow.", change="Ten days.")
