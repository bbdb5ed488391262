"""What others do in the moment in which somebody is erased."""

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections

from members import actions
from members.models import Member, Profile
from tests import factories
from workstreams.discussion.models import Post, Thread, Voice
from workstreams.groups.models import JoinRequest

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(60)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(60)
def test_what_is_said_in_the_same_moment_is_found_or_refused():
    """The member and another write on and on while the member is erased: what is committed first is effaced, what
    comes later has no seat any more, and nobody waits for each other in a circle."""
    factories.sectors()
    group = factories.group()
    other = factories.lead(group)
    tide = factories.organisation("Tidewatch", "civil")
    member = factories.participant(group, "Ana Quispe", "civil", organisation=tide, email="ana@one.example")
    thread = factories.thread(group, other)
    wrong, refused, erased, began = [], [], threading.Event(), threading.Barrier(3)

    def write(who, text):
        began.wait()
        try:
            for number in range(400):
                if erased.is_set() and who is other:
                    break
                if number % 3 == 0:
                    factories.thread(group, who, f"Thread {number}", f"{text} {number}")
                else:
                    factories.reply(thread, who, body=f"{text} {number}")
        except PermissionDenied:
            refused.append(who)
        except Exception as problem:
            wrong.append(problem)
        finally:
            connections.close_all()

    def erase():
        began.wait()
        try:
            while Post.objects.filter(author=member).count() < 10:
                pass
            actions.erase(member, by=Member.objects.get(pk=member.pk))
        except Exception as problem:
            wrong.append(problem)
        finally:
            erased.set()
            connections.close_all()

    crew = [
        threading.Thread(target=write, args=(member, "I am there")),
        threading.Thread(target=write, args=(other, "I agree, Ana Quispe,")),
        threading.Thread(target=erase),
    ]
    for one in crew:
        one.start()
    for one in crew:
        one.join()
    assert (wrong, refused) == ([], [member])
    said = Post.objects.filter(author=member)
    assert said.count() >= 10
    assert not said.exclude(organisation=None).exists()
    assert not said.exclude(sector=None).exists()
    assert Voice.objects.filter(sector__mark="civil", thread=thread).get().posts == (
        thread.posts.exclude(author=member).filter(sector__mark="civil").count()
    )
    moment = Member.objects.get(pk=member.pk).erased_at
    before = Post.objects.filter(created_at__lt=moment, body__icontains="Ana Quispe")
    assert not before.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(60)
def test_two_who_name_each_other_are_erased_in_the_same_moment():
    """Each sweep writes rows of the other: neither waits for the other in a circle, and nobody is named afterwards."""
    factories.sectors()
    pair = [factories.member(name) for name in ("Ana Quispe", "Bo Lindqvist")]
    for one, other in [pair, pair[::-1]]:
        # No group in common, or the row of that one would order the two.
        group = factories.group()
        JoinRequest.objects.create(group=group, member=one, note=f"With {other.name}.")
        one.membership.statement = f"I work with {other.name}."
        one.membership.save()
        Profile.objects.create(member=one, about=f"A friend of {other.name}.")
        factories.seat(one, group)
        factories.thread(group, one, f"To {other.name}", f"Dear {other.name}")
    wrong, began = [], threading.Barrier(4)

    def erase(member):
        began.wait()
        try:
            actions.erase(member, by=Member.objects.get(pk=member.pk))
        except Exception as problem:
            wrong.append(problem)
        finally:
            connections.close_all()

    # Each of them twice: a second press of the button.
    crew = [threading.Thread(target=erase, args=(one,)) for one in [*pair, *pair]]
    for one in crew:
        one.start()
    for one in crew:
        one.join()
    assert wrong == []
    assert Member.objects.filter(name="Former member").count() == 2
    assert set(Thread.objects.values_list("title", flat=True)) == {"To Former member"}
    assert not Post.objects.filter(body__iregex="quispe|lindqvist").exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(60)
@pytest.mark.parametrize(("of_the_sector", "kept"), [(3, 0), (4, 1), (5, 2)])
def test_of_two_of_one_cell_each_counts_who_remains(of_the_sector, kept):
    """Both of four would see three others if they looked at the same time, and two would remain."""
    factories.sectors()
    group = factories.group()
    crowd = [factories.participant(group, None, "civil") for _ in range(of_the_sector)]
    for one in crowd[:2]:
        # Threads of their own: else the row of one would order the two.
        factories.thread(group, one)
    wrong, began = [], threading.Barrier(2)

    def erase(member):
        began.wait()
        try:
            actions.erase(member, by=Member.objects.get(pk=member.pk))
        except Exception as problem:
            wrong.append(problem)
        finally:
            connections.close_all()

    pair = [threading.Thread(target=erase, args=(one,)) for one in crowd[:2]]
    for one in pair:
        one.start()
    for one in pair:
        one.join()
    assert wrong == []
    assert Post.objects.filter(author__in=crowd[:2]).exclude(sector=None).count() == kept
