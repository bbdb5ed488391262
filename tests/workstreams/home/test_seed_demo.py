"""The sample content: everything that a screen needs to show, made once."""

import io
import json
from collections import Counter
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from members.models import Expertise, Member, Membership, Organisation, Profile
from workstreams.consensus.models import Call, Objection, Position
from workstreams.consensus.standing import standing_of
from workstreams.consensus.tally import Label
from workstreams.consultations.models import Comment, Consultation
from workstreams.discussion.models import Post, Thread
from workstreams.groups.models import JoinRequest, Milestone, Participation, PriorityArea, WorkingGroup
from workstreams.home.management.sample.people import PASSWORD
from workstreams.moderation.models import Decision, Flag
from workstreams.publications.models import Publication
from workstreams.recommendations.models import Event, Recommendation
from workstreams.recommendations.steps import Step

SLUGS = {
    "safe-systems-and-technologies",
    "sustainable-applications-and-transformation",
    "resilient-governance-and-regulation",
}


def seed(folder, **others):
    said = io.StringIO()
    with override_settings(DEMO=True, DATA_DIR=folder, **others):
        call_command("seed_demo", stdout=said)
    return said.getvalue()


@pytest.fixture(scope="module")
def seeding(django_db_setup, django_db_blocker, quick_passwords, tmp_path_factory):
    """The folder of a portal that was seeded, once for all tests: what they change is undone."""
    folder = tmp_path_factory.mktemp("seeded")
    with django_db_blocker.unblock(), transaction.atomic():
        seed(folder)
        yield folder
        transaction.set_rollback(True)


@pytest.fixture
def seeded(seeding, db):
    return json.loads((seeding / "demo-accounts.json").read_text(encoding="utf-8"))


def everything():
    """How many rows each table of ours holds."""
    tables = [name for name in connection.introspection.table_names() if name.startswith(("members_", "workstreams"))]
    tables += [name for name in connection.introspection.table_names() if name.split("_")[0] in APPS]
    with connection.cursor() as cursor:
        counts = {}
        for name in tables:
            cursor.execute(f'SELECT count(*) FROM "{name}"')
            counts[name] = cursor.fetchone()[0]
    return counts


APPS = {
    *("groups", "discussion", "moderation", "digests", "account"),
    *("recommendations", "consultations", "consensus", "publications"),
}


def test_the_three_areas_bear_the_alliances_own_names(seeded):
    assert list(PriorityArea.objects.values_list("name", flat=True)) == [
        "Safe systems and technologies",
        "Sustainable applications and transformation",
        "Resilient governance and regulation",
    ]
    assert SLUGS <= set(WorkingGroup.objects.values_list("slug", flat=True))


def test_every_group_has_a_charter_and_leads_of_two_sectors(seeded):
    for group in WorkingGroup.objects.all():
        assert len(group.charter) > 300
        leads = Participation.objects.leads().filter(group=group)
        assert len({seat.member.affiliation.sector for seat in leads}) == 2


def test_the_groups_of_the_areas_have_members_of_all_five_sectors(seeded):
    for group in WorkingGroup.objects.filter(slug__in=SLUGS):
        assert len(group.participations.seats_by_sector()) == 5


def test_groups_of_every_kind_are_there(seeded):
    assert set(WorkingGroup.objects.values_list("visibility", flat=True)) == {"public", "members", "private"}
    assert set(WorkingGroup.objects.values_list("joining", flat=True)) == {"open", "request"}


def test_groups_show_what_groups_go_through(seeded):
    assert set(WorkingGroup.objects.values_list("state", flat=True)) == {"chartered", "concluded"}
    assert set(Participation.objects.current().values_list("role", flat=True)) == set(Participation.Role.values)
    assert set(Milestone.objects.values_list("state", flat=True)) == {"planned", "done", "dropped"}
    assert any(milestone.is_overdue for milestone in Milestone.objects.planned())
    assert WorkingGroup.objects.get(charter_revisions__number=2).charter_revisions.count() == 2


def test_everybody_came_before_they_spoke_and_nobody_on_the_day_of_the_seeding(seeded):
    yesterday = timezone.now() - timedelta(days=1)
    for membership in Membership.objects.select_related("member"):
        assert membership.member.date_joined <= membership.applied_at < yesterday
        assert membership.decided_at is None or membership.applied_at < membership.decided_at < yesterday
    assert len(set(Membership.objects.values_list("decided_at", flat=True))) > 10
    for seat in Participation.objects.select_related("member__membership", "group"):
        assert seat.member.membership.decided_at < seat.group.created_at <= seat.joined_at < yesterday
        assert seat.left_at is None or seat.joined_at < seat.left_at < yesterday
    for post in Post.objects.select_related("thread"):
        seats = Participation.objects.filter(group=post.thread.group, member=post.author)
        assert seats.earliest("joined_at").joined_at < post.created_at
    assert all(one.settled_at < yesterday for one in Milestone.objects.exclude(settled_at=None))
    assert WorkingGroup.objects.get(state="concluded").state_since < yesterday


def test_the_directory_finds_people_by_what_they_tell_and_not_by_what_they_keep(seeded, client):
    amara = Member.objects.get(email="amara@members.example")
    assert set(Profile.objects.values_list("audience", flat=True)) == set(Profile.Audience.values)
    assert set(Profile.objects.values_list("region", flat=True)) == set(Profile.Region.values)
    client.force_login(amara)
    health = Expertise.objects.get(name="Health").pk
    page = client.get(reverse("directory"), {"expertise": health}).content.decode()
    # Both for members of their groups alone: one of them shares a group with the reader.
    assert "Priya Raghunathan" in page
    assert "Viktor Lindqvist" not in client.get(reverse("directory"), {"region": "europe"}).content.decode()


def test_several_voices_speak_in_every_thread(seeded):
    for group in WorkingGroup.objects.filter(state="chartered"):
        assert group.threads.count() >= 4
    for thread in Thread.objects.all():
        assert thread.posts.values("author").distinct().count() >= 2
        assert thread.reply_count == thread.posts.count() - 1


def test_one_thread_is_long_and_deep(seeded):
    longest = Thread.objects.order_by("-reply_count").first()
    assert longest.posts.count() >= 25
    assert longest.posts.order_by("-depth").first().depth >= 5


def test_replies_are_later_than_what_they_answer(seeded):
    for post in Post.objects.exclude(parent=None).select_related("parent"):
        assert post.created_at > post.parent.created_at
        assert post.pk > post.parent.pk


def test_posts_are_spread_over_three_weeks_up_to_now(seeded):
    now = timezone.now()
    for group in WorkingGroup.objects.filter(state="chartered"):
        posts = Post.objects.filter(thread__group=group)
        assert posts.filter(created_at__gte=now - timedelta(days=4)).exists()
        assert posts.filter(created_at__lt=now - timedelta(days=10)).exists()
        assert not posts.filter(created_at__gt=now).exists()


def test_every_screen_has_something_to_show(seeded):
    assert Thread.objects.exclude(pinned_at=None).exists()
    assert Thread.objects.exclude(locked_at=None).exists()
    assert Post.objects.exclude(hidden_at=None).exclude(hidden_reason="").count() == 1
    assert Counter(Decision.objects.values_list("kind", flat=True)) == {"hide": 1, "dismiss": 1}
    assert Flag.objects.open().count() == 1
    assert JoinRequest.objects.waiting().count() == 1
    assert Membership.objects.waiting().count() == 1
    assert Organisation.objects.filter(approved_at=None).count() == 1


def test_the_shown_lead_has_something_to_decide(seeded, client):
    lead = Member.objects.get(email=next(each["email"] for each in seeded if each["role"] == "lead"))
    led = WorkingGroup.objects.led_by(lead)
    assert Flag.objects.for_desk(lead).open().exists()
    assert JoinRequest.objects.waiting().filter(group__in=led).exists()


def test_a_text_stands_at_each_step_of_the_course_and_in_each_area(seeded):
    assert set(Recommendation.objects.values_list("step", flat=True)) == set(Step)
    areas = Recommendation.objects.order_by().values_list("group__area", flat=True).distinct()
    assert set(areas) == set(PriorityArea.objects.values_list("pk", flat=True))
    assert Recommendation.objects.filter(group__visibility="private").exists()


def test_everything_happened_on_a_day_of_its_own_and_in_its_order(seeded):
    now, yesterday = timezone.now(), timezone.now() - timedelta(days=1)
    for document in Recommendation.objects.prefetch_related("events__by"):
        steps = [event for event in document.events.all() if event.kind == Event.Kind.STEP]
        assert [event.at for event in steps] == sorted({event.at for event in steps})
        assert steps[-1].after == document.step
        assert document.created_at == steps[0].at < document.step_since + timedelta(seconds=1) < yesterday
        assert all(event.by is None or event.by.membership.decided_at < event.at for event in document.events.all())
    assert not Position.objects.filter(taken_at__gt=now).exists()
    assert not Comment.objects.filter(created_at__gt=now).exists()


def test_a_call_is_open_with_the_figures_of_the_picture(seeded):
    call = next(call for call in Call.objects.open() if call.is_open())
    standing = standing_of(call)
    assert [(row.voices.support, row.voices.against, row.voices.n) for row in standing.rows] == [
        *((18, 1, 20), (9, 1, 10), (8, 1, 10), (9, 0, 10), (4, 0, 5))
    ]
    assert standing.label == Label.OBJECTION_OPEN
    assert standing.open_objections == 1
    asked = Member.objects.get(email=next(each["email"] for each in seeded if each["role"] == "private sector"))
    assert not call.positions.filter(organisation=asked.affiliation.organisation).exists()


def test_calls_ended_in_every_way_and_one_waits_for_what_came_of_it(seeded):
    waiting = Call.objects.exclude(closed_at=None).get(outcome=None)
    assert standing_of(waiting).label == Label.CONTESTED
    labels = [call.outcome.figures["label"] for call in Call.objects.exclude(outcome=None).select_related("outcome")]
    assert {Label.CONSENSUS, Label.BROAD_SUPPORT, Label.TOO_FEW} <= {Label(label) for label in labels}
    assert set(Objection.objects.values_list("state", flat=True)) == {"open", "answered", "overruled"}


def test_a_consultation_is_open_and_some_of_its_comments_are_disposed_of(seeded):
    said = Comment.objects.filter(consultation=Consultation.objects.get(closed_at=None), parent=None)
    assert said.count() == 12
    assert 0 < Comment.objects.open().filter(pk__in=said).count() < 12
    assert said.exclude(proposed="").count() >= 3
    assert said.filter(author=None).exists()


def test_a_text_is_published_in_a_second_version_over_an_objection_and_says_where_it_came_from(seeded, client):
    newest = Publication.objects.in_force().newest_first().first()
    assert [one["state"] for one in newest.record["dissent"]] == ["overruled"]
    assert newest.supersedes.get().number == newest.number
    assert sum(bool(clause.get("posts")) for clause in newest.record["clauses"]) >= 4
    page = client.get(newest.get_absolute_url())
    assert "Mateo Rivas" in page.content.decode()
    post = Post.objects.get(body__contains="it has no name in any report")
    assert str(newest) in client.get(post.thread.get_absolute_url()).content.decode()


def test_everybody_is_marked_as_invented_and_writes_from_an_address_that_cannot_exist(seeded):
    assert Member.objects.count() >= 16
    assert not Member.objects.filter(is_fictitious=False).exists()
    assert all(member.email.endswith(".example") for member in Member.objects.all())


def test_the_accounts_shown_are_one_of_each_kind_and_open_the_door(seeded):
    roles = [each["role"] for each in seeded]
    assert roles == [
        *("secretariat", "lead", "private sector", "public sector", "civil society", "academia", "international"),
        "applicant",
    ]
    for each in seeded:
        member = Member.objects.get(email=each["email"])
        assert each["password"] == PASSWORD
        assert member.check_password(PASSWORD)
        assert member.emailaddress_set.filter(verified=True, primary=True).exists()
    staff = Member.objects.get(email=seeded[0]["email"])
    assert staff.is_staff
    assert staff.is_superuser


def test_a_second_run_changes_nothing_and_says_so(seeded, tmp_path):
    before = everything()
    assert "Nothing was changed" in seed(tmp_path)
    assert everything() == before
    assert before["discussion_post"] > 100
