"""Every table that points at a person is told in the download, or answered for."""

import json
from pathlib import Path

import pytest
from allauth.socialaccount.models import SocialAccount

from members import actions
from members.duplicates import relations_of
from members.models import Member, Membership
from tests import factories
from tests.members.own_data.reading import opened
from workstreams.digests.models import Subscription

CHECKOUT = Path(__file__).resolve().parents[3]
OFFICE = "an act of office: it is told to those whom it is about, and its words stand in their download"
#: What becomes of each table that points at a person, a membership or a subscription: the part of the download that
#: tells it, or why none does. A table that is new fails the test below until it has an answer here.
ANSWERS = {
    "account.EmailAddress.user": {"email_addresses"},
    "admin.LogEntry.user": {"administration"},
    "consensus.Call.closed_by": OFFICE,
    "consensus.Call.opened_by": OFFICE,
    "consensus.Objection.settled_by": {"objections_overruled"},
    "consensus.Outcome.stated_by": {"outcomes"},
    "consensus.Position.member": {"positions", "objections"},
    "consensus.Reply.author": {"objection_answers"},
    "consultations.Comment.author": {"comments"},
    "consultations.Comment.hidden_by": OFFICE,
    "consultations.Consultation.opened_by": OFFICE,
    "consultations.Disposition.decided_by": {"dispositions"},
    "digests.Digest.subscription": {"digests"},
    "digests.GroupSubscription.subscription": {"digest_groups"},
    "digests.Subscription.member": {"digest_settings"},
    "discussion.Attachment.hidden_by": OFFICE,
    "discussion.Attachment.owner": {"files"},
    "discussion.Draft.member": {"drafts"},
    "discussion.Following.member": {"following"},
    "discussion.GroupFollowing.member": {"following_groups"},
    "discussion.HeldPost.author": {"held_posts"},
    "discussion.HeldPost.settled_by": OFFICE,
    "discussion.Mention.member": {"mentions"},
    "discussion.Post.author": {"posts", "revisions"},
    "discussion.Post.hidden_by": OFFICE,
    "discussion.Reaction.member": {"reactions"},
    "discussion.ReadMark.member": {"read_marks"},
    "discussion.Revision.replaced_by": "whoever wrote the post replaced it: told with their versions",
    "discussion.Silence.given_by": OFFICE,
    "discussion.Silence.lifted_by": OFFICE,
    "discussion.Silence.member": {"silences"},
    "discussion.Thread.author": {"threads"},
    "discussion.Thread.locked_by": OFFICE,
    "groups.CharterRevision.written_by": {"charter_revisions"},
    "groups.JoinRequest.decided_by": OFFICE,
    "groups.JoinRequest.member": {"join_requests"},
    "groups.Participation.given_by": OFFICE,
    "groups.Participation.member": {"seats"},
    "groups.Participation.removed_by": OFFICE,
    "members.Affiliation.member": {"affiliations"},
    "members.AffiliationChange.decided_by": OFFICE,
    "members.AffiliationChange.member": {"affiliation_changes"},
    "members.DataExport.member": {"downloads"},
    "members.Invitation.accepted_by": {"invitations_accepted"},
    "members.Invitation.invited_by": {"invitations_made"},
    "members.Invitation.revoked_by": OFFICE,
    "members.Member_groups.member": "the portal hands out no such rights",
    "members.Member_user_permissions.member": "the portal hands out no such rights",
    "members.Membership.decided_by": OFFICE,
    "members.Membership.member": {"membership"},
    "members.Profile.member": {"profile"},
    "members.Suspension.lifted_by": OFFICE,
    "members.Suspension.membership": {"suspensions"},
    "members.Suspension.suspended_by": OFFICE,
    "mfa.Authenticator.user": {"second_factors"},
    "moderation.Appeal.appellant": {"appeals"},
    "moderation.Appeal.decided_by": OFFICE,
    "moderation.Appeal.first_decided_by": OFFICE,
    "moderation.Case.author": "what others flagged: they are told once it is decided",
    "moderation.Case.claimed_by": OFFICE,
    "moderation.Case.escalated_by": OFFICE,
    "moderation.Decision.decided_by": {"decisions_made"},
    "moderation.Decision.subject": {"statements"},
    "moderation.Decision.undone_by": OFFICE,
    "moderation.Flag.raised_by": {"flags"},
    "moderation.Letter.recipient": "a mail that went to them, made of what stands in the other parts",
    "moderation.LogEntry.by": {"moderation_log"},
    "moderation.LogEntry.member": "what was done about them: told with the decision",
    "moderation.Statement.decided_by": OFFICE,
    "moderation.Statement.recipient": {"statements"},
    "notices.Choice.member": {"notice_choices"},
    "notices.Mailing.recipient": {"notice_mails"},
    "notices.Owed.actor": "what others are still to be told of: it goes once they were",
    "notices.Notice.actor": "what others were told of: it is theirs",
    "notices.Notice.recipient": {"notices"},
    "postoffice.Dispatch.recipient": "a mail that went to them, made of what stands in the other parts",
    "replies.Received.member": {"replies_by_mail"},
    "publications.Publication.published_by": {"publications"},
    "recommendations.Event.by": {"text_events"},
    "recommendations.Quote.quoted_by": {"quotes"},
    "recommendations.Recommendation.created_by": {"texts"},
    "recommendations.Revision.written_by": {"text_revisions"},
    "search.SavedSearch.member": {"saved_searches"},
    "socialaccount.SocialAccount.user": {"organisation_logins"},
    "usersessions.UserSession.user": {"sessions"},
}


@pytest.mark.django_db
class TestNothingIsForgotten:
    def test_every_table_that_points_at_a_person_is_told_or_answered_for(self):
        points = {
            f"{rows.model._meta.label}.{field}"
            for model in (Member, Membership, Subscription)
            for rows, field in relations_of(model)
        }
        assert points == set(ANSWERS)

    def test_every_part_that_is_promised_is_there_and_is_described(self, built):
        archive = opened(built(factories.member()))
        data = json.loads(archive.read("data.json"))
        promised = set().union(*(answer for answer in ANSWERS.values() if isinstance(answer, set)))
        assert promised <= set(data)
        described = (CHECKOUT / "docs" / "own-data.md").read_text(encoding="utf-8")
        assert [key for key in data if f"`{key}`" not in described] == []

    def test_every_part_has_its_place_in_the_page(self, built):
        member = factories.staff("Ana Quispe")
        other = factories.organisation("Andes Digital Rights")
        actions.change_organisation(other, by=member, name="Andes Rights", sector=other.sector, country="", website="")
        actions.merge_organisations(factories.organisation("Andes Right"), other, by=member)
        SocialAccount.objects.create(
            user=member, provider="work", uid="aq-4711", extra_data={"email": "aq@work.example"}
        )
        archive = opened(built(member))
        data = json.loads(archive.read("data.json"))
        assert data["organisation_logins"][0]["told_by_it"] == {"email": "aq@work.example"}
        assert [entry["kind"] for entry in data["administration"]] == ["organisation", "organisation"]
        page = archive.read("index.html").decode()
        assert "aq-4711" in page and "What you did in the administration" in page
