"""The download of one's own data: all that is theirs, nothing of anybody else's, and for nobody else."""

import datetime
import io
import json
import os
import subprocess
import sys
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from members import actions, delivery
from members.duplicates import relations_of
from members.models import DataExport, Member, Membership
from members.own_data import Section
from members.packing import pack
from members.tokens import token_of
from portal.celery import app
from tests import factories
from workstreams.digests.models import Subscription
from workstreams.discussion import actions as discussion
from workstreams.moderation import actions as moderation

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


@pytest.fixture
def built(run_tasks):
    """Asks for a member's download and has it built."""

    def build(member):
        with run_tasks():
            actions.ask_for_own_data(member, by=member)
        return member.data_exports.first()

    return build


def opened(export):
    with export.file.open("rb") as file:
        return zipfile.ZipFile(io.BytesIO(file.read()))


def signed_in(client, member):
    """As somebody who has just proved who they are."""
    client.force_login(member)
    client.post(reverse("account_reauthenticate"), {"password": factories.PASSWORD})
    return client


@pytest.mark.django_db
class TestWhatIsInIt:
    @pytest.fixture
    def told(self, built):
        """A member with something of everything, others around them, and what their download says."""
        group = factories.group("Graded access")
        lead = factories.lead(group, "Leda Lead")
        member = factories.participant(group, "Leilani Kahale", email="leilani@example.org")
        thread = factories.thread(group, lead, "Who decides on access?", "The words of another person.")
        own = factories.reply(thread, member, body="My own words on access.")
        hidden = factories.reply(thread, member, body="My hidden words.")
        moderation.hide(hidden, by=lead, reason="Named a person.")
        moderation.flag_post(factories.root(thread), by=member, reason="conduct", note="Rude to us.")
        factories.reply(thread, lead, parent=own, body="Another answer of another person.")
        archive = opened(built(member))
        return archive, json.loads(archive.read("data.json")), own

    def test_is_what_the_member_said_hidden_words_included(self, told):
        _archive, data, own = told
        assert [post["text"] for post in data["posts"]] == ["My own words on access.", "My hidden words."]
        assert data["posts"][0]["in_reply_to"] == own.parent_id
        assert data["posts"][1]["hidden_reason"] == "Named a person."
        assert data["flags"][0]["note"] == "Rude to us."

    def test_is_who_they_are_here_and_what_was_decided(self, told):
        _archive, data, _own = told
        assert data["schema"] == 1
        assert data["account"][0]["email"] == "leilani@example.org"
        assert data["email_addresses"] == [{"address": "leilani@example.org", "confirmed": True, "primary": True}]
        assert data["membership"][0]["rules_version"]
        assert data["seats"][0]["group"] == "Graded access"
        assert data["decisions_on_posts"][0]["reason"] == "Named a person."

    def test_is_nothing_of_anybody_else(self, told):
        archive, _data, _own = told
        for name in ("data.json", "index.html"):
            text = archive.read(name).decode()
            assert "another person" not in text
            assert "Leda" not in text

    def test_can_be_read_without_loading_anything_from_elsewhere(self, told):
        archive, _data, _own = told
        page = archive.read("index.html").decode()
        assert "My hidden words." in page
        assert "://" not in page.replace("http://localhost:8000", "")
        assert "<script" not in page and "style=" not in page
        assert {"data.json", "index.html", "style.css"} == set(archive.namelist())

    def test_holds_the_files_that_the_member_attached(self, built, files):
        group = factories.group()
        member = factories.participant(group)

        def brought(name, words):
            return discussion.attach(group, by=member, name=name, file=io.BytesIO(words))

        used, unused, lost = brought("a.txt", b"Words."), brought("a.txt", b"Other words."), brought("b.txt", b"Lost.")
        post = factories.root(factories.thread(group, member, body=f"See {used.written}"))
        discussion.attach(group, by=factories.participant(group), name="c.txt", file=io.BytesIO(b"Another person's."))
        lost.file.storage.delete(lost.file.name)
        archive = opened(built(member))
        told = json.loads(archive.read("data.json"))["files"]
        assert archive.read(f"files/{post.pk}/{used.pk}-a.txt") == b"Words."
        assert archive.read(f"files/unused/{unused.pk}-a.txt") == b"Other words."
        assert len([name for name in archive.namelist() if name.startswith("files/")]) == 2
        assert [one["file"] in archive.namelist() for one in told] == [True, True, False]

    def test_is_escaped_where_it_is_a_page(self, built):
        group = factories.group()
        member = factories.participant(group)
        factories.thread(group, member, body="<script>alert(1)</script> and <b>more</b>")
        page = opened(built(member)).read("index.html").decode()
        assert "<script>" not in page and "&lt;script&gt;" in page


OFFICE = "an act of office: it is told to those whom it is about, and its words stand in their download"
#: What becomes of each table that points at a person, a membership or a subscription: the part of the download that
#: tells it, or why none does. A table that is new fails the test below until it has an answer here.
ANSWERS = {
    "account.EmailAddress.user": {"email_addresses"},
    "admin.LogEntry.user": {"administration"},
    "digests.Digest.subscription": {"digests"},
    "digests.Subscription.member": {"digest_settings"},
    "discussion.Attachment.owner": {"files"},
    "discussion.Following.member": {"following"},
    "discussion.GroupFollowing.member": {"following_groups"},
    "discussion.Post.author": {"posts", "revisions"},
    "discussion.Post.hidden_by": OFFICE,
    "discussion.Reaction.member": {"reactions"},
    "discussion.Draft.member": {"drafts"},
    "discussion.Mention.member": {"mentions"},
    "discussion.ReadMark.member": {"read_marks"},
    "discussion.Revision.replaced_by": "whoever wrote the post replaced it: told with their versions",
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
    "moderation.Decision.decided_by": {"decisions_made"},
    "moderation.Flag.raised_by": {"flags"},
    "notices.Choice.member": {"notice_choices"},
    "notices.Notice.actor": "what others were told of: it is theirs",
    "notices.Notice.recipient": {"notices"},
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


@pytest.mark.django_db
class TestAsking:
    def test_is_for_oneself_alone(self):
        member = factories.member()
        for other in (factories.member(), factories.staff()):
            with pytest.raises(actions.own_data.PermissionDenied):
                actions.ask_for_own_data(member, by=other)

    def test_twice_builds_one(self):
        member = factories.member()
        actions.ask_for_own_data(member, by=member)
        with pytest.raises(actions.own_data.ValidationError):
            actions.ask_for_own_data(member, by=member)
        assert member.data_exports.count() == 1

    def test_twice_in_the_same_moment_is_refused_by_the_database(self):
        member = factories.member()
        DataExport.objects.create(member=member)
        with pytest.raises(IntegrityError), transaction.atomic():
            DataExport.objects.create(member=member, state="building")

    def test_again_takes_the_earlier_one_away(self, built):
        member = factories.member()
        earlier = built(member)
        name = earlier.file.name
        later = built(member)
        earlier.refresh_from_db()
        assert (earlier.state, later.state) == ("expired", "ready")
        assert not default_storage.exists(name)

    def test_needs_who_asks_to_prove_who_they_are(self, client):
        client.force_login(factories.member())
        response = client.post(reverse("own_data"))
        assert response.status_code == 302
        assert response.url.startswith(reverse("account_reauthenticate"))
        assert not DataExport.objects.exists()

    def test_is_told_by_mail_when_it_is_ready(self, built, mailoutbox):
        member = factories.member()
        export = built(member)
        assert [mail.to for mail in mailoutbox] == [[member.email]]
        assert reverse("own_data_file", args=[token_of(export)])[:-12] in mailoutbox[0].body


@pytest.mark.django_db
class TestThePage:
    def test_says_how_far_it_is_and_asks_again_only_while_it_is_built(self, client):
        member = factories.member()
        client.force_login(member)
        assert "hx-trigger" not in client.get(reverse("own_data")).content.decode()
        export = DataExport.objects.create(member=member, state="building", progress=42)
        page = client.get(reverse("own_data")).content.decode()
        assert "42 %" in page and 'hx-trigger="every 2s"' in page and "Reload" in page
        fragment = client.get(reverse("own_data"), headers={"HX-Request": "true"}).content.decode()
        assert "42 %" in fragment and "<html" not in fragment
        DataExport.objects.filter(pk=export.pk).update(state="failed")
        page = client.get(reverse("own_data")).content.decode()
        assert "could not be built" in page and "hx-trigger" not in page

    def test_starts_it_and_offers_it(self, client, run_tasks):
        member = factories.member()
        signed_in(client, member)
        with run_tasks():
            assert client.post(reverse("own_data")).status_code == 302
        page = client.get(reverse("own_data")).content.decode()
        assert "Download your data" in page

    def test_refuses_a_second_press(self, client):
        member = factories.member()
        signed_in(client, member)
        client.post(reverse("own_data"))
        response = client.post(reverse("own_data"))
        assert response.status_code == 422
        assert "being built already" in response.content.decode()


@pytest.mark.django_db
class TestTheLink:
    def test_gives_the_file_to_the_member(self, client, built):
        member = factories.member()
        export = built(member)
        response = signed_in(client, member).get(reverse("own_data_file", args=[token_of(export)]))
        assert response.status_code == 200
        assert response["Content-Disposition"].startswith("attachment; filename=")
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in response["Cache-Control"]
        assert zipfile.is_zipfile(io.BytesIO(b"".join(response.streaming_content)))

    def test_asks_once_more_who_signed_in_long_ago(self, client, built):
        member = factories.member()
        client.force_login(member)
        response = client.get(reverse("own_data_file", args=[token_of(built(member))]))
        assert response.url.startswith(reverse("account_reauthenticate"))

    def test_opens_nothing_for_anybody_else(self, client, built):
        address = reverse("own_data_file", args=[token_of(built(factories.member()))])
        assert client.get(address).status_code == 302  # to sign in
        for other in (factories.member(), factories.staff(), factories.staff(is_superuser=True)):
            signed_in(client, other)
            assert client.get(address).status_code == 404
            client.logout()

    def test_is_over_after_seven_days_and_is_not_to_be_forged(self, client, built, monkeypatch):
        member = factories.member()
        export = built(member)
        signed_in(client, member)
        assert client.get(reverse("own_data_file", args=[f"{export.pk}:abc:def"])).status_code == 404
        token = token_of(export)
        later = time.time() + 7 * 24 * 3600 + 1
        monkeypatch.setattr("django.core.signing.time.time", lambda: later)
        assert client.get(reverse("own_data_file", args=[token])).status_code == 404

    def test_leads_to_no_file_that_the_web_server_gives_out(self, client, built):
        member = factories.member()
        name = built(member).file.name
        signed_in(client, member)
        for address in (f"/{name}", f"/files/{name}", f"/media/{name}", f"/static/{name}"):
            assert client.get(address).status_code == 404


@pytest.mark.django_db
class TestTheClock:
    def test_takes_away_what_is_over_with_its_file(self, built):
        export = built(factories.member())
        name = export.file.name
        actions.tend_downloads(now=export.expires_at - datetime.timedelta(seconds=1))
        assert default_storage.exists(name)
        actions.tend_downloads(now=export.expires_at)
        export.refresh_from_db()
        assert (export.state, export.file.name) == ("expired", "")
        assert not default_storage.exists(name)

    def test_has_another_worker_begin_anew_where_one_died(self, run_tasks):
        export = DataExport.objects.create(member=factories.member(), state="building", attempts=1)
        with run_tasks():
            actions.tend_downloads()
        export.refresh_from_db()
        assert export.state == "building"  # it may live still
        DataExport.objects.update(touched_at=timezone.now() - datetime.timedelta(minutes=6))
        with run_tasks():
            actions.tend_downloads()
        export.refresh_from_db()
        assert (export.state, export.attempts) == ("ready", 2)

    def test_gives_up_after_three_and_the_member_can_ask_again(self, built):
        member = factories.member()
        export = DataExport.objects.create(
            member=member, state="building", attempts=3, touched_at=timezone.now() - datetime.timedelta(minutes=6)
        )
        default_storage.save(f"own-data/{export.pk}-3.zip", io.BytesIO(b"what a killed worker left"))
        actions.tend_downloads()
        export.refresh_from_db()
        assert export.state == "failed"
        assert default_storage.listdir("own-data")[1] == []
        assert built(member).state == "ready"

    def test_is_in_time_with_a_worker_that_comes_back_from_the_dead(self, settings):
        """The later attempt alone may finish, and the earlier one leaves nothing behind."""
        member = factories.member()
        export = DataExport.objects.create(member=member)

        def overtaken(member):
            DataExport.objects.filter(pk=export.pk).update(attempts=2)
            return []

        settings.OWN_DATA = [f"{__name__}.overtaken"]
        globals()["overtaken"] = overtaken
        assert delivery.build_data_export(export.pk) is False
        export.refresh_from_db()
        assert (export.state, export.file.name) == ("building", "")
        assert default_storage.listdir("own-data")[1] == []

    def test_says_that_a_build_failed_and_logs_no_words(self, settings, caplog):
        def broken(member):
            raise RuntimeError("My secret words")

        settings.OWN_DATA = [f"{__name__}.broken"]
        globals()["broken"] = broken
        export = DataExport.objects.create(member=factories.member())
        assert delivery.build_data_export(export.pk) is False
        export.refresh_from_db()
        assert export.state == "failed"
        assert "RuntimeError" in caplog.text and "secret" not in caplog.text


def test_memory_stays_flat_however_much_is_told():
    def rows(count):
        return ({"number": n, "text": f"Post {n}. " + "Words to pack. " * 60} for n in range(count))

    peaks = []
    for count in (500, 5000):
        section = Section("posts", "Posts", {"number": "Number", "text": "Text"}, rows(count), count)
        tracemalloc.start()
        pack(io.BytesIO(), [section], made_at=timezone.now())
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    # The ZIP itself is in memory here, and grows; all that is written into it, 5 MB and more, is not.
    assert peaks[1] < peaks[0] + 1_500_000


@pytest.mark.django_db
def test_queries_do_not_grow_with_the_posts(django_assert_max_num_queries):
    group = factories.group()
    member = factories.participant(group)
    thread = factories.thread(group, member)
    for _ in range(40):
        factories.reply(thread, member)
    export = DataExport.objects.create(member=member)
    with django_assert_max_num_queries(80):
        assert delivery.build_data_export(export.pk)


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("worker")
@pytest.mark.timeout(100)
def test_a_real_worker_builds_it(files, tmp_path):
    place, _, _name = os.environ["DATABASE_URL"].rpartition("/")
    data = tmp_path / "data"
    data.mkdir()
    app.control.purge()
    log = (tmp_path / "worker.log").open("w")
    worker = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "portal", "worker", "-c", "1", "-n", "builder@tests"],
        cwd=CHECKOUT,
        env={
            **os.environ,
            "DATABASE_URL": f"{place}/{connection.settings_dict['NAME']}",
            "PORTAL_DATA": str(data),
            "PORTAL_DEMO": "1",
            "EMAIL_URL": "",
        },
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        group = factories.group()
        member = factories.participant(group, "Leilani Kahale", email="leilani@example.org")
        factories.thread(group, member, body="Said to be taken along.")
        actions.ask_for_own_data(member, by=member)
        deadline = time.monotonic() + 60
        while not member.data_exports.filter(state="ready").exists():
            assert time.monotonic() < deadline, Path(log.name).read_text()
            time.sleep(0.2)
        mails = data / "mail" / "new"
        while not mails.exists() or not list(mails.iterdir()):
            assert time.monotonic() < deadline, Path(log.name).read_text()
            time.sleep(0.2)
    finally:
        worker.terminate()
        worker.wait()
        log.close()
        app.control.purge()
    file = data / "files" / member.data_exports.get().file.name
    assert file.stat().st_mode & 0o077 == 0
    assert "Said to be taken along." in zipfile.ZipFile(file).read("data.json").decode()
    written = Path(log.name).read_text()
    assert "leilani" not in written.lower() and "kahale" not in written.lower()
