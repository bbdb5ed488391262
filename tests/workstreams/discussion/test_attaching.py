"""Files that members bring: who may, what becomes of them, and who reads them."""

import re
import threading
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from tests.workstreams.discussion import samples
from workstreams.discussion import actions
from workstreams.discussion.models import Attachment, Draft, Post, Thread

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def stored(settings, tmp_path):
    """The folder in which files lie."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return lambda: sorted(path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file())


@pytest.fixture
def group():
    return make.group()


@pytest.fixture
def author(group):
    return make.participant(group)


def bring(group, author, content=None, name="chart.png"):
    return actions.attach(group, by=author, name=name, file=samples.named(content or samples.picture()))


def brought_before(attachment, age):
    Attachment.objects.filter(pk=attachment.pk).update(created_at=timezone.now() - age)


def is_here(attachment):
    return Attachment.objects.filter(pk=attachment.pk).exists()


class TestBringing:
    def test_keeps_a_file_under_a_key_that_tells_nothing(self, group, author, stored):
        kept = bring(group, author, samples.pdf(), "Salaries of Ana.pdf")
        [path] = stored()
        assert path.name == kept.key.hex and path.read_bytes() == samples.pdf()
        assert (kept.name, kept.post, kept.size) == ("Salaries of Ana.pdf", None, len(samples.pdf()))

    def test_is_for_those_with_a_seat_where_posts_are_taken(self, group, author, stored):
        for person in (make.member(), make.staff()):
            with pytest.raises(PermissionDenied):
                bring(group, person)
        group.state = "concluded"
        with pytest.raises(ValidationError):
            bring(group, author)
        assert stored() == []

    def test_says_in_words_what_cannot_come_in(self, group, author, stored):
        with pytest.raises(ValidationError, match="cannot be attached"):
            bring(group, author, b"MZ\0\0", "a.exe")
        assert stored() == [] and not Attachment.objects.exists()

    def test_ends_at_the_quota_of_the_member(self, group, author, settings, stored):
        bring(group, author, b"a" * 600, "a.txt")
        settings.ATTACHMENTS_QUOTA = 1000
        with pytest.raises(ValidationError, match="does not fit any more"):
            bring(group, author, b"a" * 600, "b.txt")
        assert len(stored()) == 1
        assert bring(group, make.participant(group), b"a" * 600, "b.txt")

    def test_leaves_no_file_where_its_row_was_not_written(self, group, author, stored, monkeypatch):
        with pytest.raises(ValidationError), transaction.atomic():
            bring(group, author)
            raise ValidationError("Something else failed.")
        # Taken back from outside, the file is left for the sweep.
        assert len(stored()) == 1
        assert actions.sweep_storage(now=timezone.now() + 2 * DAY) == 1 and stored() == []


class TestAPost:
    def test_takes_the_files_that_its_text_names(self, group, author):
        picture, paper = bring(group, author), bring(group, author, samples.pdf(), "a.pdf")
        other = bring(group, author)
        thread = make.thread(group, author, body=f"See {picture.written} and {paper.written}.")
        assert set(make.root(thread).attachments.all()) == {picture, paper}
        other.refresh_from_db()
        assert other.post is None

    def test_shows_its_pictures_and_links_the_rest(self, group, author):
        picture, paper = bring(group, author), bring(group, author, samples.pdf(), "a.pdf")
        post = make.root(make.thread(group, author, body=f"{picture.written}\n{paper.written}"))
        assert f'<img src="{picture.get_absolute_url()}" alt="chart.png" width="40" height="20"' in post.body_html
        assert f'<a href="{paper.get_absolute_url()}"' in post.body_html

    def test_that_was_changed_takes_new_ones_and_keeps_the_old_for_its_history(self, group, author):
        first, second = bring(group, author), bring(group, author)
        post = make.root(make.thread(group, author, body=f"See {first.written}"))
        actions.edit_post(post, by=author, body=f"See {second.written}")
        assert set(post.attachments.all()) == {first, second}

    def test_takes_nothing_of_somebody_else(self, group, author):
        foreign = bring(group, make.participant(group))
        with pytest.raises(ValidationError, match="Attach it again"):
            make.thread(group, author, body=f"See {foreign.written}")
        foreign.refresh_from_db()
        assert foreign.post is None and not Post.objects.exists()

    def test_takes_nothing_that_was_brought_into_another_group(self, group, author):
        elsewhere = make.group()
        make.seat(author, elsewhere)
        with pytest.raises(ValidationError, match="Attach it again"):
            make.thread(group, author, body=f"See {bring(elsewhere, author).written}")

    def test_says_that_a_file_is_gone(self, group, author, django_capture_on_commit_callbacks):
        late = bring(group, author)
        brought_before(late, 2 * DAY)
        with django_capture_on_commit_callbacks(execute=True):
            actions.tidy_files()
        with pytest.raises(ValidationError, match="Attach it again"):
            make.thread(group, author, body=f"See {late.written}")

    def test_may_show_what_another_post_shows(self, group, author):
        shown = bring(group, author)
        thread = make.thread(group, author, body=f"See {shown.written}")
        reply = make.reply(thread, body=f"> {shown.written}\n\nI disagree.")
        shown.refresh_from_db()
        assert shown.post == make.root(thread) and not reply.attachments.exists()

    def test_has_ten_at_most(self, group, author):
        brought = [bring(group, author, b"a", "a.txt") for _ in range(11)]
        with pytest.raises(ValidationError, match="10 files at most"):
            make.thread(group, author, body=" ".join(one.written for one in brought))
        make.thread(group, author, body=" ".join(one.written for one in brought[:10]))

    def test_lists_what_it_does_not_show(self, group, author, django_assert_num_queries):
        picture, paper = bring(group, author), bring(group, author, samples.pdf(), "a.pdf")
        thread = make.thread(group, author, body=f"{picture.written} {paper.written}")
        make.reply(thread)
        posts = list(Post.objects.visible_to(author).readable_by(author).in_tree_order())
        with django_assert_num_queries(1):
            assert Attachment.objects.for_posts(posts, author) == {posts[0].pk: [paper]}
        with django_assert_num_queries(0):
            assert Attachment.objects.for_posts(posts[1:], author) == {}

    def test_lists_nothing_for_who_may_not_read_it(self, group, author):
        paper = bring(group, author, samples.pdf(), "a.pdf")
        post = make.root(make.thread(group, author, body=f"See {paper.written}"))
        actions.hide_post(post, by=make.lead(group), reason="Confidential.")
        reader = make.participant(group)
        assert Attachment.objects.for_posts(Post.objects.visible_to(reader).readable_by(reader), reader) == {}


class TestAHiddenFile:
    @pytest.fixture
    def paper(self, group, author):
        return bring(group, author, samples.pdf(), "the-secret-list.pdf")

    @pytest.fixture
    def hidden(self, group, author, paper):
        make.thread(group, author, body=f"See {paper.written}")
        return actions.hide_file(paper, by=make.lead(group), reason="Confidential.")

    def test_opens_for_who_brought_it_the_leads_and_the_secretariat_alone(self, group, author, hidden, sign_in):
        address = hidden.get_absolute_url()
        for who in (author, make.lead(group), make.staff()):
            assert sign_in(who).get(address).status_code == 200
        for who in (None, make.member(), make.participant(group), make.lead(make.group())):
            assert sign_in(who).get(address).status_code == 404

    def test_leaves_a_marker_with_the_reason_in_the_list_below_the_post(self, group, author, hidden, sign_in, words):
        thread = Thread.objects.get()
        page = sign_in(make.participant(group)).get(thread.get_absolute_url())
        assert "A lead hid this file on" in words(page)
        assert "Confidential." in words(page)
        listed = re.search(r'<ul class="attachments".*?</ul>', page.content.decode(), re.DOTALL)[0]
        assert "the-secret-list" not in listed
        seen = sign_in(author).get(thread.get_absolute_url()).content.decode()
        assert "the-secret-list" in re.search(r'<ul class="attachments".*?</ul>', seen, re.DOTALL)[0]

    def test_is_listed_though_the_text_shows_it_as_a_picture(self, group, author):
        picture = bring(group, author)
        make.thread(group, author, body=f"See {picture.written}")
        actions.hide_file(picture, by=make.lead(group), reason="Confidential.")
        reader = make.participant(group)
        posts = list(Post.objects.visible_to(reader).readable_by(reader))
        [[listed]] = Attachment.objects.for_posts(posts, reader).values()
        assert (listed.pk, listed.is_open) == (picture.pk, False)

    def test_is_in_no_other_text_of_somebody_who_may_not_open_it(self, group, hidden):
        with pytest.raises(ValidationError, match="Attach it again"):
            make.thread(group, make.participant(group), body=f"Look: {hidden.written}")

    def test_comes_back(self, group, hidden, sign_in):
        actions.restore_file(hidden, by=make.lead(group))
        assert sign_in(make.participant(group)).get(hidden.get_absolute_url()).status_code == 200

    def test_is_nobodys_own_to_hide(self, group, author, paper):
        make.thread(group, author, body=f"See {paper.written}")
        group.participations.filter(member=author).update(role="lead")
        with pytest.raises(PermissionDenied):
            actions.hide_file(paper, by=author, reason="Confidential.")


class TestAPage:
    def test_lists_below_a_post_the_files_that_it_does_not_show(self, group, author, sign_in):
        picture, paper = bring(group, author), bring(group, author, samples.pdf(), "<b>.pdf")
        thread = make.thread(group, author, body=f"{picture.written} {paper.written}")
        make.reply(thread)
        page = sign_in(None).get(thread.get_absolute_url()).content.decode()
        [listed] = re.findall(r'<ul class="attachments".*?</ul>', page, re.S)
        assert f'href="{paper.get_absolute_url()}"' in listed and "&lt;b&gt;.pdf" in listed
        assert picture.get_absolute_url() not in listed and f'<img src="{picture.get_absolute_url()}"' in page

    def test_offers_to_attach_where_one_writes(self, group, author, sign_in):
        thread = make.thread(group, author)
        for address in (thread.get_absolute_url(), reverse("thread_new", args=[group.slug])):
            page = sign_in(author).get(address).content.decode()
            assert f'data-attach="{reverse("attach", args=[group.slug])}"' in page and "js/attach.js" in page
            assert 'enctype="multipart/form-data"' in page
        assert "data-attach" not in sign_in(make.member()).get(thread.get_absolute_url()).content.decode()


class TestReading:
    def at(self, attachment):
        return reverse("attachment", args=[attachment.key])

    def test_a_picture_is_shown_and_everything_else_is_saved(self, group, author, sign_in):
        picture, paper = bring(group, author), bring(group, author, samples.pdf(), "Größe.pdf")
        make.thread(group, author, body=f"{picture.written} {paper.written}")
        visitor = sign_in(None)
        response = visitor.get(self.at(picture))
        assert response["Content-Type"] == "image/png" and response["Content-Disposition"].startswith("inline")
        response = visitor.get(self.at(paper))
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"] == "attachment; filename*=utf-8''Gr%C3%B6%C3%9Fe.pdf"
        assert b"".join(response.streaming_content) == samples.pdf()

    def test_is_inert(self, group, author, sign_in):
        kept = bring(group, author)
        response = sign_in(author).get(self.at(kept))
        assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "private" in response["Cache-Control"] and "no-cache" in response["Cache-Control"]

    def test_is_short_while_the_reader_has_it(self, group, author, sign_in):
        client = sign_in(author)
        kept = bring(group, author)
        etag = client.get(self.at(kept))["ETag"]
        response = client.get(self.at(kept), headers={"If-None-Match": etag})
        assert response.status_code == 304 and not response.content and "private" in response["Cache-Control"]

    def test_goes_on_where_it_was_cut_off(self, group, author, sign_in):
        kept, client = bring(group, author, b"0123456789", "a.txt"), sign_in(author)

        def part(**headers):
            response = client.get(self.at(kept), headers=headers)
            got = b"".join(response.streaming_content) if response.streaming else response.content
            return response.status_code, response.get("Content-Range"), got

        assert part(range="bytes=2-4") == (206, "bytes 2-4/10", b"234")
        assert part(range="bytes=-3") == (206, "bytes 7-9/10", b"789")
        assert part(range="bytes=20-") == (416, "bytes */10", b"")
        assert part(range="bytes=0-1,4-5") == (200, None, b"0123456789")
        assert part(range="bytes=2-4", if_range='"another"') == (200, None, b"0123456789")
        assert part(range="bytes=2-4", if_range=f'"{kept.key.hex}"')[0] == 206

    def test_is_for_whoever_may_read_the_post(self, sign_in):
        private = make.group(visibility="private")
        author = make.participant(private)
        kept = bring(private, author)
        thread = make.thread(private, author, body=f"See {kept.written}")
        reader, outsider = make.participant(private), make.member()

        def statuses():
            return [sign_in(one).get(self.at(kept)).status_code for one in (author, reader, outsider, None)]

        assert statuses() == [200, 200, 404, 404]
        actions.hide_post(make.root(thread), by=make.lead(private), reason="Confidential.")
        assert statuses() == [200, 404, 404, 404]

    def test_of_an_unused_file_is_for_whoever_brought_it(self, group, author, sign_in):
        kept = bring(group, author)
        answers = [
            sign_in(one).get(self.at(kept)).status_code for one in (author, make.lead(group), make.staff(), None)
        ]
        assert answers == [200, 404, 404, 404]

    def test_says_of_a_hidden_file_what_it_says_of_one_that_never_was(self, group, author, sign_in, words):
        kept, outsider = bring(group, author), sign_in(make.member())
        never = reverse("attachment", args=["0a1b2c3d-1111-4222-8333-abcdefabcdef"])
        here, nowhere = outsider.get(self.at(kept)), outsider.get(never)
        assert here.status_code == nowhere.status_code == 404
        assert words(here) == words(nowhere)
        etagged = outsider.get(self.at(kept), headers={"If-None-Match": f'"{kept.key.hex}"'})
        assert etagged.status_code == 404

    def test_can_be_left_to_the_web_server(self, group, author, sign_in, settings):
        settings.ATTACHMENTS_ACCEL = "/stored/"
        kept = bring(group, author)
        response = sign_in(author).get(self.at(kept))
        assert response["X-Accel-Redirect"] == f"/stored/{kept.file.name}" and not response.content
        assert response["Content-Type"] == "image/png" and "sandbox" in response["Content-Security-Policy"]

    def test_of_a_file_that_the_storage_lost_is_not_found(self, group, author, sign_in, stored):
        kept = bring(group, author)
        stored()[0].unlink()
        assert sign_in(author).get(self.at(kept)).status_code == 404


class TestSending:
    def at(self, group):
        return reverse("attach", args=[group.slug])

    def test_by_script_answers_with_what_to_write(self, group, author, sign_in):
        response = sign_in(author).post(self.at(group), {"files": SimpleUploadedFile("a.png", samples.picture())})
        kept = Attachment.objects.get()
        assert response.status_code == 201
        assert f'data-written="![a.png]({kept.get_absolute_url()}#40x20)"' in response.content.decode()
        assert "of 200 MB" in response.content.decode()

    def test_what_cannot_come_in_is_said(self, group, author, sign_in, words):
        response = sign_in(author).post(self.at(group), {"files": SimpleUploadedFile("a.svg", b"<svg/>")})
        assert response.status_code == 422 and "“a.svg” cannot be attached." in words(response)

    def test_too_much_is_said_and_never_kept(self, group, author, sign_in, words, stored, settings):
        settings.UPLOAD_LIMIT = 100_000
        large = SimpleUploadedFile("film.pdf", samples.pdf() + b"x" * 3_000_000)
        response = sign_in(author).post(self.at(group), {"files": large})
        assert response.status_code == 422 and "film.pdf” has more than" in words(response)
        assert stored() == []

    def test_far_too_much_is_a_page_of_ours(self, group, author, sign_in, words, settings):
        settings.UPLOAD_LIMIT_OF_A_FORM = 1000
        response = sign_in(author).post(self.at(group), {"files": SimpleUploadedFile("a.txt", b"x" * 2000)})
        assert response.status_code == 400 and "Send less, or in parts." in words(response)

    def test_a_name_of_five_thousand_letters_is_a_page_of_ours(self, group, author, sign_in, words):
        name = "a" * 5000 + ".txt"
        head = f'--B\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
        sent = {"data": f"{head}x\r\n--B--\r\n".encode(), "content_type": "multipart/form-data; boundary=B"}
        response = sign_in(author).post(self.at(group), **sent)
        assert response.status_code == 400 and "Shorten the name" in words(response)

    def test_a_long_name_is_cut(self, group, author, sign_in):
        sign_in(author).post(self.at(group), {"files": SimpleUploadedFile("a" * 250 + ".txt", b"x")})
        assert len(Attachment.objects.get().name) == 200

    def test_with_a_reply_needs_no_script(self, group, author, sign_in):
        thread = make.thread(group, author)
        form = {"body": "See this.", "files": [SimpleUploadedFile("a.png", samples.picture())]}
        response = sign_in(author).post(reverse("thread_reply", args=[group.slug, thread.pk]), form)
        post = thread.posts.exclude(parent=None).get()
        assert response.status_code == 302 and post.attachments.count() == 1
        assert post.body.startswith("See this.\n\n![a.png](/workstreams/files/")

    def test_with_a_new_thread_needs_no_script(self, group, author, sign_in):
        form = {"title": "A question", "body": "", "files": [SimpleUploadedFile("a.pdf", samples.pdf())]}
        sign_in(author).post(reverse("thread_new", args=[group.slug]), form)
        assert Attachment.objects.get().post == Post.objects.get()

    def test_with_a_reply_that_cannot_stand_keeps_text_and_files(self, group, author, sign_in, words):
        thread = make.thread(group, author)
        files = [SimpleUploadedFile("a.png", samples.picture()), SimpleUploadedFile("b.exe", b"MZ\0")]
        address = reverse("thread_reply", args=[group.slug, thread.pk])
        response = sign_in(author).post(address, {"body": "See this.", "files": files})
        kept = Attachment.objects.get()
        assert response.status_code == 422 and "“b.exe” cannot be attached." in words(response)
        assert f"See this.\n\n{kept.written}" in response.content.decode() and thread.posts.count() == 1


class TestTidying:
    @pytest.fixture
    def tidy(self, django_capture_on_commit_callbacks):
        def run(**when):
            with django_capture_on_commit_callbacks(execute=True):
                actions.tidy_files(**when)

        return run

    def test_takes_away_what_nobody_used_for_a_day(self, group, author, tidy, stored):
        fresh, old = bring(group, author), bring(group, author)
        brought_before(old, DAY + timedelta(minutes=1))
        tidy()
        assert is_here(fresh) and not is_here(old) and [path.name for path in stored()] == [fresh.key.hex]

    def test_leaves_what_a_post_uses_however_old(self, group, author, tidy, stored):
        used = bring(group, author)
        make.thread(group, author, body=f"See {used.written}")
        brought_before(used, 900 * DAY)
        tidy()
        assert is_here(used) and len(stored()) == 1

    def test_leaves_what_a_draft_of_its_owner_names(self, group, author, tidy):
        named, other = bring(group, author), bring(group, author)
        Draft.objects.create(member=author, group=group, body=f"See {named.written}")
        Draft.objects.create(member=make.participant(group), group=group, body=f"See {other.written}")
        for one in (named, other):
            brought_before(one, 2 * DAY)
        tidy()
        assert is_here(named) and not is_here(other)

    def test_takes_those_of_a_withdrawn_post_after_a_month(self, group, author, tidy):
        used = bring(group, author)
        thread = make.thread(group, author)
        post = make.reply(thread, by=author, body=f"See {used.written}")
        make.reply(thread, parent=post)
        actions.withdraw_post(post, by=author)
        tidy(now=timezone.now() + 29 * DAY)
        assert is_here(used)
        tidy(now=timezone.now() + 31 * DAY)
        assert not is_here(used)

    def test_leaves_those_of_a_hidden_post(self, group, author, tidy):
        used = bring(group, author)
        post = make.root(make.thread(group, author, body=f"See {used.written}"))
        actions.hide_post(post, by=make.lead(group), reason="Confidential.")
        Post.objects.filter(pk=post.pk).update(withdrawn_at=timezone.now())
        tidy(now=timezone.now() + 900 * DAY)
        assert is_here(used)

    def test_takes_those_of_a_post_that_is_gone(self, group, author, tidy):
        used = bring(group, author)
        post = make.reply(make.thread(group), by=author, body=f"See {used.written}")
        brought_before(used, 2 * DAY)
        assert actions.withdraw_post(post, by=author) is None
        tidy()
        assert not is_here(used)

    def test_the_sweep_takes_only_what_no_row_knows_and_is_not_just_being_written(self, group, author, stored):
        kept = bring(group, author)
        lost = default_storage.save(f"attachments/{'0' * 2}/{'0' * 32}", ContentFile(b"lost"))
        assert actions.sweep_storage() == 0
        assert actions.sweep_storage(now=timezone.now() + 2 * DAY) == 1
        assert not default_storage.exists(lost) and default_storage.exists(kept.file.name)

    def test_the_sweep_of_an_empty_storage_finds_nothing(self):
        assert actions.sweep_storage() == 0


@pytest.mark.django_db(transaction=True)
class TestAtTheSameMoment:
    def test_what_is_being_posted_is_not_tidied_away(self, group, author, stored):
        used = bring(group, author)
        brought_before(used, 2 * DAY)
        posting, tidied = threading.Event(), threading.Event()

        def post():
            with transaction.atomic():
                make.discussion.start_thread(group, by=author, title="A question", body=f"See {used.written}")
                posting.set()
                tidied.wait(timeout=10)
            connection.close()

        thread = threading.Thread(target=post)
        thread.start()
        posting.wait(timeout=10)
        actions.tidy_files()
        tidied.set()
        thread.join(timeout=10)
        actions.tidy_files()
        used.refresh_from_db()
        assert used.post is not None and len(stored()) == 1

    def test_two_files_do_not_both_take_the_last_place(self, group, author, settings, stored):
        settings.ATTACHMENTS_QUOTA = 1000
        start, outcomes = threading.Barrier(4), []

        def send():
            start.wait(timeout=10)
            try:
                outcomes.append(bring(group, author, b"a" * 600, "a.txt"))
            except ValidationError:
                outcomes.append(None)
            connection.close()

        threads = [threading.Thread(target=send) for _ in range(4)]
        for one in threads:
            one.start()
        for one in threads:
            one.join(timeout=20)
        assert len(outcomes) == 4 and len([one for one in outcomes if one]) == 1 and len(stored()) == 1
