"""A member of whom every corner knows something, and a data folder of its own."""

import datetime
import json

import pytest
import redis
from allauth.account.models import EmailAddress
from django.conf import settings as site
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from members import actions
from members.models import Expertise, Invitation, Member, Profile, Suspension
from portal import mail, mailbox
from tests import factories
from tests.members.erasure.traces import ADDRESS, NAME, SECOND, found_in_cache, found_in_database, found_in_files
from workstreams.digests.models import Digest, GroupSubscription, Subscription
from workstreams.discussion import actions as discussion
from workstreams.discussion.models import Post
from workstreams.groups import actions as groups
from workstreams.groups.models import CharterRevision
from workstreams.moderation import actions as moderation


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    """A data folder of its own, as the demo has one: files, and mail that was sent."""
    settings.MEDIA_ROOT, settings.MAILDIR = tmp_path / "files", tmp_path / "mail"
    redis.Redis.from_url(site.CACHES["default"]["LOCATION"]).flushdb()
    return tmp_path


@pytest.fixture
def story(client):
    """A member of whom every corner knows something."""
    group = factories.group("Graded access", joining="request")
    lead = factories.lead(group, "Leda Lead")
    boss = factories.staff("Sia Sekretariat")
    tide = factories.organisation("Tidewatch", "civil")
    member = factories.member(NAME, "civil", organisation=tide, email=ADDRESS, country="WS", time_zone="Pacific/Apia")
    EmailAddress.objects.create(user=member, email=SECOND, verified=True)
    membership = member.membership
    membership.statement, membership.reason = f"I am {NAME}.", f"We know {NAME}."
    membership.save()
    Suspension.objects.create(
        membership=membership,
        reason=f"{NAME} was rude.",
        suspended_by=boss,
        starts_at=timezone.now() - datetime.timedelta(days=2),
        lifted_at=timezone.now(),
    )
    profile = Profile.objects.create(member=member, about=f"I am {NAME}, {ADDRESS}.", languages=["sm"])
    profile.expertise.add(Expertise.objects.first() or Expertise.objects.create(name="Tides"))
    request = groups.ask_to_join(group, by=member, note=f"{NAME} brings the sea.")
    groups.accept_join_request(request, by=lead)
    thread = factories.thread(group, member, f"Questions to {NAME}", f"I am {NAME}. Write to {ADDRESS}.")
    root = factories.root(thread)
    answer = factories.reply(
        thread, lead, root, f"> {NAME} wrote:\n> the sea\n\nThank you, **{NAME.upper()}**; see <mailto:{ADDRESS}>."
    )
    factories.reply(thread, member, answer, f"Also at lk (at) home.example, or {SECOND}.\n\n-- \n{NAME}")
    mail_text = f"On Monday, {NAME.replace(' ', chr(10) + '> ')} wrote:\n> no\n\nleilani.kahale at tidewatch.example"
    Post.objects.filter(pk=answer.pk).update(format="mail", body=answer.body + "\n\n" + mail_text)
    Post.objects.filter(pk=root.pk).update(created_at=timezone.now() - datetime.timedelta(hours=1))
    discussion.edit_post(root, by=member, body=f"I am still {NAME}.", title=f"More questions to {NAME}")
    discussion.give_sign(root, by=lead, kind="thanks")
    hidden = factories.reply(thread, member, body="Something rude.")
    moderation.hide(hidden, by=lead, reason=f"{NAME} named a person.")
    moderation.flag_post(answer, by=member, reason="other", note=f"Says {NAME}")
    group.charter = f"Led by {NAME}."
    group.save()
    CharterRevision.objects.create(group=group, number=99, body=group.charter, note=f"by {NAME}", written_by=member)
    subscription = Subscription.objects.create(member=member, next_due_at=timezone.now(), time_zone="Pacific/Apia")
    GroupSubscription.objects.create(subscription=subscription, group=group, frequency="daily")
    Digest.objects.create(
        subscription=subscription, due_at=timezone.now(), window_from=timezone.now(), window_to=timezone.now(),
        state="failed", reason=f"550 {ADDRESS} is unknown", settled_at=timezone.now(),
    )  # fmt: skip
    for fields in (
        {"email": ADDRESS.upper(), "name": NAME, "message": f"Dear {NAME}", "secret_hash": "a"},
        {"email": "other@example.org", "message": f"{NAME} invites you", "invited_by": member, "secret_hash": "b"},
    ):
        Invitation.objects.create(
            **{"invited_by": boss, "expires_at": timezone.now() + datetime.timedelta(days=7), **fields}
        )
    LogEntry.objects.create(
        user=boss,
        content_type=ContentType.objects.get_for_model(Member),
        object_id=str(member.pk),
        object_repr=NAME,
        action_flag=CHANGE,
        change_message=json.dumps([{"changed": {"name": NAME}}]),
    )
    actions.ask_for_own_data(member, by=member)
    actions.own_data.DataExport.objects.update(attempts=1)
    default_storage.save(f"own-data/{member.data_exports.get().pk}-1.zip", ContentFile(f"{NAME} {ADDRESS}".encode()))
    for to, text in [(ADDRESS, "Hello."), (lead.email, f"{NAME} asks to join."), (lead.email, "Nothing about her.")]:
        mailbox.keep(mail.EmailMultiAlternatives(subject="A word", body=text, to=[to]))
    client.force_login(member)
    session = client.session
    session["account_email"] = ADDRESS
    session.save()
    assert found_in_database() and found_in_files(site.MEDIA_ROOT) and found_in_files(site.MAILDIR) and found_in_cache()
    return member, thread, lead, boss
