"""What is said when something cannot be done, and that what was typed comes back."""

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404
from django.test import RequestFactory

from portal import errors

TYPED = {
    "body": "short",
    "title": "A title of more than twenty letters",
    "password1": "a password of more than twenty letters",
    "csrfmiddlewaretoken": "x" * 64,
    "next": "/workstreams/safe-systems/threads/12/",
    "tick": "on",
}


def post(**data):
    return RequestFactory().post("/somewhere/", data or TYPED)


def test_what_was_written_is_kept_and_what_is_secret_is_not():
    assert errors.kept(post()) == [("body", "short"), ("title", "A title of more than twenty letters")]
    assert errors.kept(RequestFactory().get("/?body=hello")) == []


def test_a_body_that_cannot_be_read_gives_nothing_back(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    assert errors.kept(post()) == []


@pytest.mark.parametrize(
    ("handler", "exception", "status", "words"),
    [
        (errors.bad_request, RequestDataTooBig(), 400, "more than this site takes at once"),
        (errors.bad_request, ValueError("secret path"), 400, "Go back, and try again"),
        (errors.permission_denied, PermissionDenied("Ask a <lead>"), 403, "Ask a &lt;lead&gt;"),
        (errors.permission_denied, PermissionDenied(), 403, "Your role does not include this"),
        (errors.page_not_found, Http404("secret path"), 404, "does not exist, or is not open to you"),
    ],
)
def test_pages_say_it_in_our_words_and_give_the_text_back(handler, exception, status, words):
    response = handler(post(), exception=exception)
    page = response.content.decode()
    assert response.status_code == status
    assert words in page
    assert "secret path" not in page
    assert "A title of more than twenty letters" in page
    assert "a password of" not in page
    assert page.count("<h1>") == 1


def test_a_server_error_needs_no_reader_and_no_database():
    response = errors.server_error(post())
    assert response.status_code == 500
    assert "Something went wrong on our side" in response.content.decode()
    assert "A title of more than twenty letters" in response.content.decode()


def test_a_server_error_is_told_even_without_templates(monkeypatch):
    monkeypatch.setattr(errors, "render_to_string", lambda *args: 1 / 0)
    response = errors.server_error(post())
    assert response.status_code == 500
    assert "on our side" in response.content.decode()


def test_a_form_that_was_open_too_long_is_given_back():
    response = errors.csrf_failure(post(), reason="token missing")
    assert response.status_code == 403
    assert "This form was open too long" in response.content.decode()
    assert "A title of more than twenty letters" in response.content.decode()


def test_a_page_that_fails_for_a_reader_is_drawn_without_one(monkeypatch):
    monkeypatch.setattr(errors, "render", lambda *args, **kwargs: 1 / 0)
    request = post()
    request.user = object()
    assert errors.page_not_found(request, exception=Http404()).status_code == 404
