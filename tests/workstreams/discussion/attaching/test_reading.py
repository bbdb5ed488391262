"""Who reads a file, and how it is handed out."""

import pytest
from django.urls import reverse

from tests import factories as make
from tests.workstreams.discussion import samples
from tests.workstreams.discussion.attaching.bringing import bring
from workstreams.discussion import actions

pytestmark = pytest.mark.django_db


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
