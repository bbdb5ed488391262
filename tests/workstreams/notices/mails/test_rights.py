"""Read for many at once, the rights are those that each has alone."""

import random

import pytest

from members import actions as members
from tests import factories as make
from workstreams.consensus import actions as consensus
from workstreams.groups.models import Participation, WorkingGroup
from workstreams.moderation import actions as moderation
from workstreams.notices import contents
from workstreams.notices.models import Mailing, Notice
from workstreams.recommendations import actions as recommendations
from workstreams.recommendations.models import Recommendation, Revision

pytestmark = pytest.mark.django_db


def objected(group, chance):
    """An objection to a text of a group, which is open to some audience, in a call that hides its results or not."""
    lead, person = make.lead(group), make.participant(group)
    document = recommendations.begin(group, by=lead, title="Graded access", body="Publish the tiers.")
    Recommendation.objects.filter(pk=document.pk).update(step="answering")
    Revision.objects.filter(recommendation=document).update(audience=chance.choice(["group", "members", "public"]))
    shown = chance.choice(["open", "closed"])
    call = consensus.open_call(document, by=lead, question="Do you agree?", parties="group", results=shown)
    return consensus.take_position(call, by=person, stance="object", reason="Why?", change="Not.").objection


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_mail_tells_what_its_reader_may_see_on_the_site_and_no_hidden_word(seed, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    chance = random.Random(seed)  # noqa: S311 - of an alliance, not of a secret
    groups = [make.group(visibility=one, joining="request") for one in ["public", "members", "private"] * 2]
    posts = []
    for group in groups:
        lead = make.lead(group)
        thread = make.thread(group, lead)
        posts += [make.root(thread), *(make.reply(thread, by=lead, parent=make.root(thread)) for _ in range(2))]
    objections = [objected(group, chance) for group in groups]
    people = [make.member() for _ in range(6)] + [make.staff(), make.member(state="applied"), make.member(state="")]
    for person in people[:5]:
        for group in chance.sample(groups, 3):
            left = chance.random() < 0.3
            seat = make.seat(person, group, role=chance.choice(["participant", "observer", "editor", "lead"]))
            if left:
                Participation.objects.filter(pk=seat.pk).update(left_at=seat.joined_at)
    members.suspend(people[4].membership, by=make.staff(), reason="Threats.")
    for post in chance.sample(posts, 4):
        if post.parent:
            moderation.hide(post, by=make.lead(post.thread.group), reason="Rude.")
    WorkingGroup.objects.filter(pk=groups[0].pk).update(texts_in_mail=False)
    people += [one.position.member for one in objections[:3]]
    mailings = [Mailing.objects.create(recipient=person) for person in people]
    for mailing in mailings:
        Notice.objects.bulk_create(
            Notice(recipient=mailing.recipient, kind="mention", post=post, mail=mailing) for post in posts
        )
        Notice.objects.bulk_create(
            Notice(recipient=mailing.recipient, kind="decision", event="text_given_back", group=group, mail=mailing)
            for group in groups
        )
        Notice.objects.bulk_create(
            Notice(
                recipient=mailing.recipient,
                kind="text",
                event=event,
                document=one.call.recommendation,
                objection=one if event == "objection_answered" else None,
                mail=mailing,
            )
            for one in objections
            for event in ("published", "objection_answered")
        )
    settings.SECOND_FACTOR_REQUIRED = bool(seed % 2)
    told, _reasons = contents.of_mails(list(Mailing.objects.for_composing([one.pk for one in mailings])))
    assert len(told) > 4
    hidden = Notice.objects.filter(kind="mention", post__hidden_at__isnull=False)
    for mailing in mailings:
        person = type(mailing.recipient).objects.select_related("membership").get(pk=mailing.recipient_id)
        on_the_site = set(Notice.objects.visible_to(person).exclude(pk__in=hidden).values_list("pk", flat=True))
        seen = Notice.objects.for_mails([mailing.pk])
        assert {notice.pk for notice in seen if notice.is_seen} == on_the_site
        for notice in seen:
            quoted = notice.is_seen and notice.kind == "mention" and notice.post.thread.group_id != groups[0].pk
            assert bool(notice.shown_html) == quoted
        assert {one.notice.pk for one in told.get(mailing.pk, [])} <= on_the_site
