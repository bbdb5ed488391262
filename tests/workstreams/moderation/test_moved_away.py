"""What a desk tells of a thread that its leads do not see any more: nothing that came since."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from tests import factories as make
from workstreams.discussion import actions as discussion
from workstreams.moderation import actions, docket
from workstreams.moderation.models import Case, LogEntry

pytestmark = pytest.mark.django_db

CANARY = "zanzibarquokka"


class World:
    """A thread of an open group that one of its leads takes to a private one. The other lead stays behind."""

    def __init__(self):
        self.group = make.group("Graded model access")
        self.private = make.group(f"The {CANARY} circle", visibility="private")
        self.lead, self.behind = make.lead(self.group), make.lead(self.group)
        make.seat(self.lead, self.private, "lead")
        self.thread = make.thread(self.group, title="Who may see full weights")
        self.post = make.reply(self.thread)

    def flagged(self):
        return actions.flag_post(self.post, by=make.member(), reason="conduct").case

    def move(self):
        discussion.move_thread(self.thread, by=self.lead, to=self.private)
        discussion.retitle_thread(self.thread, by=self.lead, title=f"What {CANARY} is about")


@pytest.fixture
def world():
    return World()


def seen_by(client, person, name, *args):
    client.force_login(person)
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode()


def test_what_was_decided_there_leads_to_no_title(client, world):
    decision = actions.dismiss(world.flagged(), by=world.behind)
    world.move()
    pages = [("desk_decided", world.group.slug), ("desk_log", world.group.slug), ("desk_log_csv", world.group.slug)]
    for page in [*pages, ("desks",), ("desk", world.group.slug), ("decision_undo", decision.pk)]:
        client.force_login(world.behind)
        response = client.get(reverse(page[0], args=page[1:]))
        words = b"".join(response) if response.streaming else response.content
        # Nor can what was decided be taken back by somebody who does not see what it is about.
        assert response.status_code == (403 if page[0] == "decision_undo" else 200), page
        assert CANARY not in words.decode(), page
    assert CANARY in seen_by(client, make.staff(), "desk_decided", world.group.slug)


def test_a_case_that_is_opened_anew_waits_where_its_thread_stands(client, world):
    case = world.flagged()
    decision = actions.dismiss(case, by=world.behind)
    world.move()
    with pytest.raises(PermissionDenied):
        actions.undo(decision, by=world.behind, reason="I had misread it.")
    actions.undo(decision, by=world.lead, reason="It was misread.")
    assert Case.objects.open().get().group == world.private
    assert not docket.queue(world.behind, world.group).exists()
    assert CANARY not in seen_by(client, world.behind, "desks")
    assert docket.queue(world.lead, world.private).get() == case


def test_so_does_one_that_was_decided_along_with_a_branch(world):
    case = actions.flag_post(make.reply(world.thread, parent=world.post), by=make.member(), reason="spam").case
    decision = actions.hide(world.post, by=world.lead, reason="Rude.", scope="branch")
    world.move()
    actions.undo(decision, by=world.lead, reason="I had misread it.")
    assert Case.objects.open().get(pk=case.pk).group == world.private


def test_the_log_names_no_private_group_to_the_leads_of_another(world):
    world.move()
    told = {entry.group: (entry.before, entry.after) for entry in LogEntry.objects.filter(action="thread_moved")}
    assert told[world.group] == ("Graded model access", "a private group")
    assert told[world.private] == ("Graded model access", world.private.name)
    world.thread.refresh_from_db()
    discussion.move_thread(world.thread, by=world.lead, to=world.group)
    back = LogEntry.objects.filter(action="thread_moved", group=world.group).latest("pk")
    assert (back.before, back.after) == ("a private group", "Graded model access")
