"""Ten people seen from one group, and everything of that group that an address can name."""

import datetime
import io

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from members import tokens as own_data
from members.invitations import hash_of
from members.models import AffiliationChange, DataExport, Invitation
from portal.postoffice.models import Dispatch, Mailbox
from tests import factories as make
from workstreams.consensus import actions as consensus
from workstreams.consultations import actions as consultations
from workstreams.consultations import tokens as guests
from workstreams.consultations.models import Comment, Consultation
from workstreams.digests import tokens as digests
from workstreams.digests.models import Digest, Subscription
from workstreams.discussion import actions as discussion
from workstreams.discussion.models import Attachment, Draft, HeldPost, Revision, Silence
from workstreams.groups.models import CharterRevision, InvitedSeat, JoinRequest, Milestone
from workstreams.moderation import actions as moderation
from workstreams.notices import tokens as notices
from workstreams.notices.models import Mailing, Notice, Reminder
from workstreams.publications import actions as publications
from workstreams.recommendations import actions as recommendations
from workstreams.recommendations.models import Recommendation
from workstreams.recommendations.steps import MOVES
from workstreams.replies.models import Received
from workstreams.search.models import SavedSearch

KINDS = [
    "anonymous",
    "applicant",
    "member",
    "participant",
    "observer",
    "lead",
    "other_lead",
    "suspended",
    "staff",
    "superuser",
]
#: Others who come to the same pages: an editor, and two with an office and without a second factor.
BESIDES = ["editor", "unproved_lead", "unproved_staff"]
VISIBILITIES = ["public", "members", "private"]
#: An address that never existed.
NEVER = {
    "slug": "never-was-there",
    "pk": 987654321,
    "number": 987654321,
    "key": "0a1b2c3d-1111-4222-8333-abcdefabcdef",
    "clause": 987654321,
    "before": 987654321,
    "after": 987654321,
}


def invited(email, *, by):
    """An open invitation, whose secret is the address itself."""
    expires = timezone.now() + datetime.timedelta(days=14)
    return Invitation.objects.create(email=email, invited_by=by, expires_at=expires, secret_hash=hash_of(email))


def proved(person):
    """With a second factor, as an office asks for."""
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    return person


def signed_in(person):
    """The session in which somebody has just signed in; None for a visitor."""
    if person.is_anonymous:
        return None
    client = Client()
    client.force_login(person)
    return client.session


class World:
    """One group, what is in it, and the ten. `suspended` had a lead's seat there. All in it belongs to others."""

    def __init__(self, visibility):
        self.group = make.group(visibility=visibility, joining="request", slug=f"{visibility}-group-of-the-matrix")
        self.author = make.participant(self.group)
        self.thread = make.thread(self.group, self.author)
        self.post = make.root(self.thread)
        # It was changed once, so that there is an earlier version to look at.
        Revision.objects.create(
            post=self.post, number=1, body="Before.", written_at=self.post.created_at, replaced_by=self.author
        )
        words = io.BytesIO(b"Words.")
        self.attachment = discussion.attach(self.group, by=self.author, name="notes.txt", file=words)
        Attachment.objects.filter(pk=self.attachment.pk).update(post=self.post)
        self.flag = moderation.flag_post(self.post, by=make.participant(self.group), reason="conduct")
        self.case = self.flag.case
        hidden = make.reply(self.thread, self.author)
        self.decision = moderation.hide(hidden, by=make.lead(self.group), reason="Rude.")
        self.statement = self.decision.statements.get()
        self.appeal = moderation.appeal(self.statement, by=self.author, text="It was about the argument.")
        until = timezone.now() + datetime.timedelta(hours=24)
        self.silence = Silence.objects.create(
            group=self.group, member=make.participant(self.group), until=until, reason="Rude.", given_by=self.author
        )
        waits = {"author": self.author, "cause": "newcomer", "body": "My first words here."}
        self.held = HeldPost.objects.create(group=self.group, thread=self.thread, parent=self.post, **waits)
        self.asked = JoinRequest.objects.create(group=self.group, member=make.member())
        due = timezone.localdate() + datetime.timedelta(days=7)
        self.milestone = Milestone.objects.create(group=self.group, title="A first draft", due_on=due)
        self.seat = self.group.participations.get(member=self.author)
        self.invitation = invited(f"guest-{visibility}@example.org", by=make.staff())
        self.group_invitation = invited(f"seat-{visibility}@example.org", by=self.author)
        InvitedSeat.objects.create(invitation=self.group_invitation, group=self.group)
        self.change = AffiliationChange.objects.create(member=self.asked.member, sector=make.sector("public"))
        for number in (1, 2):
            CharterRevision.objects.get_or_create(
                group=self.group, number=number, defaults={"body": f"We write it down {number}.", "note": "More."}
            )
        self._write_texts()
        self._keep_for_the_author()
        self._list_for_the_secretariat()
        self.people = {kind: self._person(kind) for kind in [*KINDS, *BESIDES]}
        self.sessions = {kind: signed_in(person) for kind, person in self.people.items()}

    def _write_texts(self):
        """One that is being written, with a comment; one that was called for consensus, with an objection; and one that
        was published, which makes it everybody's to read, its history within the group not."""
        lead = make.lead(self.group)
        self.recommendation = self._text(lead, "draft")
        self.revision = recommendations.revise(
            self.recommendation, by=lead, base=1, body="Audits take thirty days.", note="Days."
        )
        self.recommendation.refresh_from_db()
        self.clause = self.revision.texts.get().clause
        self.comment = consultations.comment(
            self.revision, by=self.author, body="Say working days.", clause=self.clause
        )
        self.move = next(move for move in MOVES if move.after == "last_call")
        self.call = self._called(lead)
        self.position = consensus.take_position(
            self.call, by=self.author, stance="object", reason="Who audits?", change="A panel."
        )
        self.objection = self.position.objection
        other = self._called(lead)
        consensus.close_call(other, by=lead)
        consensus.state_outcome(other, by=lead, result="adopted", statement="The sectors agree.")
        self.publication = publications.publish(other.recommendation, by=lead)

    def _keep_for_the_author(self):
        """What is one member's alone, who is none of the ten: nobody else has it, not even the secretariat."""
        self.notice = Notice.objects.create(
            recipient=self.author, kind="decision", event="seat_given", group=self.group
        )
        self.draft = Draft.objects.create(member=self.author, group=self.group, title="Mine", body="Not yet said.")
        self.saved_search = SavedSearch.objects.create(member=self.author, name="Audits", query="q=audits")
        now = timezone.now()
        kept = {"state": "ready", "ready_at": now, "expires_at": now + DataExport.KEPT}
        self.export = DataExport.objects.create(member=self.author, file=ContentFile(b"Words.", "own.zip"), **kept)
        self.subscription = Subscription.objects.create(member=self.author, next_due_at=now)
        # Of a guest, and not confirmed yet: it came in a consultation that is over.
        consultation = Consultation.objects.create(
            recommendation=self.recommendation,
            revision=self.revision,
            audience="public",
            opened_at=now - datetime.timedelta(days=1),
            opened_by=self.author,
            closes_at=now,
            closed_at=now,
        )
        self.of_a_guest = Comment.objects.create(
            revision=self.revision,
            consultation=consultation,
            guest_name="Ana",
            guest_email=f"ana-{self.group.visibility}@example.org",
            body="Say weeks.",
        )

    def token_of(self, name):
        """The signed word in a letter to the author, or in a link of theirs."""
        return {
            "own_data_file": lambda: own_data.token_of(self.export),
            "notice_mute": lambda: notices.mute_token(self.author, self.thread),
            "notice_mails_stop": lambda: notices.stop_token(self.author),
            "digest_choices": lambda: digests.choosing_token(self.subscription.pk),
            "digest_unsubscribe": lambda: digests.stopping_token(self.subscription.pk),
            "comment_confirm": lambda: guests.token_of(self.of_a_guest),
        }[name]()

    def _list_for_the_secretariat(self):
        """A row of each kind that the administration lists, where nothing else made one."""
        now = timezone.now()
        make.organisation(f"Institute of {self.group.visibility} matters")
        Dispatch.objects.create(kind="appeal", about=1, recipient=self.author)
        Mailbox.objects.create(address=f"{self.group.visibility}@example.org")
        Received.objects.create(message_id=f"<{self.group.visibility}@example.org>", raw=b"From: a")
        Mailing.objects.create(recipient=self.author, is_summary=True)
        Reminder.objects.create(document=self.recommendation, what="review", deadline=now, days=1)
        Digest.objects.create(subscription=self.subscription, due_at=now, window_from=now, window_to=now)

    def _text(self, lead, step):
        text = recommendations.begin(self.group, by=lead, title="Graded access", body="Audits take a month.")
        Recommendation.objects.filter(pk=text.pk).update(step=step, step_ends_at=None)
        text.refresh_from_db()
        return text

    def _called(self, lead):
        text = self._text(lead, "answering")
        call = consensus.open_call(text, by=lead, question="Do you agree?", parties="group", results="open")
        call.recommendation.refresh_from_db()
        return call

    def _person(self, kind):
        if kind == "anonymous":
            return AnonymousUser()
        if kind in {"participant", "observer", "editor", "lead", "unproved_lead"}:
            person = make.member()
            make.seat(person, self.group, kind.removeprefix("unproved_"))
            return proved(person) if kind == "lead" else person
        if kind == "unproved_staff":
            return make.staff()
        if kind == "other_lead":
            return proved(make.lead(make.group()))
        if kind == "suspended":
            person = proved(make.member(state="suspended"))
            make.seat(person, self.group, "lead")
            return person
        if kind in {"staff", "superuser"}:
            return proved(make.staff(is_superuser=kind == "superuser"))
        return make.member(state="applied" if kind == "applicant" else "active")
