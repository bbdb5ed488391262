"""Sending files from the page, with a script and without."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import factories as make
from tests.workstreams.discussion import samples
from tests.workstreams.discussion.attaching.bringing import bring
from workstreams.discussion.models import Attachment, Post

pytestmark = pytest.mark.django_db


class TestSending:
    def at(self, group):
        return reverse("attach", args=[group.slug])

    def test_by_script_answers_with_what_to_write(self, group, author, sign_in):
        response = sign_in(author).post(self.at(group), {"files": SimpleUploadedFile("a.png", samples.picture())})
        kept = Attachment.objects.get()
        assert response.status_code == 201
        assert f'data-written="![a.png]({kept.get_absolute_url()}#40x20)"' in response.content.decode()
        assert "MB that you have" not in response.content.decode()

    def test_says_how_much_is_left_once_it_matters(self, group, author, sign_in, words, settings):
        settings.ATTACHMENTS_QUOTA = 4 * 1024 * 1024
        bring(group, author, content=samples.pdf() + b"x" * 2_400_000, name="half.pdf")
        response = sign_in(author).post(self.at(group), {"files": SimpleUploadedFile("a.png", samples.picture())})
        assert "Your files take 2 of the 4 MB that you have." in words(response)

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
