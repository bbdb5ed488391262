"""Every address needs a signed-in reader, except those listed here."""

import re

import pytest
from django.urls import get_resolver, reverse

#: The name of each address that is open to everybody, and why.
PUBLIC = {
    "home": "what the alliance is",
    "groups": "the areas and their groups",
    "group": "a group that anyone can read",
    "group_people": "who sits in it",
    "group_charter": "what it is there for",
    "group_charter_revisions": "how it came to read so",
    "group_charter_revision": "",
    "group_charter_changes": "",
    "group_milestones": "what it has promised, and by when",
    "texts": "the recommendations that anyone can read",
    "area": "what the groups of an area did and do, as far as anyone can read it",
    "recommendations": "the texts of a group that anyone can read",
    "recommendation": "one of them, or one that was opened to everybody",
    "recommendation_revision": "",
    "recommendation_changes": "",
    "recommendation_clause": "",
    "recommendation_history": "",
    "call": "on a text that anyone can read",
    "call_positions": "who stands where on such a call, once it shows that to everybody",
    "call_objections": "the same of objections",
    "objection": "one of them",
    "dispositions": "what was said to such a text, in a consultation of everybody or in a group that anyone can read",
    "revision_comments": "",
    "clause_comments": "",
    "comment": "",
    "comment_sent": "what a guest of a consultation does next",
    "comment_confirm": "the link that a guest was sent, whose token says which comment",
    "publications": "what was published is public",
    "publication_number": "",
    "publication": "",
    "publication_pdf": "",
    "publication_json": "",
    "clause_trace": "how a clause of it came about, as far as the reader may read that",
    "balance": "how evenly seats and voices are spread, of the groups that anyone can read",
    "balance_csv": "",
    "area_balance": "",
    "area_balance_csv": "",
    "group_balance": "the same of a group that anyone can read",
    "group_balance_csv": "",
    "thread": "a thread of such a group",
    "thread_number": "the lasting address of it",
    "thread_live": "whether there is anything new in it",
    "post": "the lasting address of a post in it",
    "post_more": "what one may do with it: to copy its address, for a visitor",
    "post_history": "its earlier versions",
    "attachment": "a file of such a post",
    "invitation": "the link in an invitation, whose secret says which",
    "rules": "what one agrees to by joining",
    "transparency": "moderation in numbers, of the groups that anyone can read",
    "search": "what was said in groups that anyone can read",
    "search_suggestions": "",
    "organisation_suggestions": "names of approved organisations, for the sign-up form",
    "digest_choices": "how often the digest comes, by a link in a mail that holds for some weeks",
    "digest_unsubscribe": "one click in a mail, whose token says who",
    "notice_mute": "a link in a mail mutes a thread, whose token says whose",
    "notice_mails_stop": "one click in a mail, whose token says who",
    "theme": "light or dark is a cookie",
    "healthz": "a machine asks whether we live",
    "readyz": "a machine asks whether we can work",
    "admin:login": "leads to the one door",
    "account_signup": "the door itself, and the ways to it",
    "account_login": "",
    "account_logout": "",
    "account_inactive": "",
    "account_email_verification_sent": "",
    "account_confirm_login_code": "",
    "account_reset_password": "",
    "account_reset_password_done": "",
    "account_reset_password_from_key": "",
    "account_reset_password_from_key_done": "",
    "account_request_login_code": "",
    "mfa_authenticate": "",
    "mfa_login_webauthn": "",
    "openid_connect_login": "",
    "openid_connect_callback": "",
    "socialaccount_signup": "",
    "socialaccount_login_cancelled": "",
}
#: Only while the demo runs.
DEMO = {
    "kit": "the components, with invented content",
    "mailbox": "the mail of invented people",
    "mailbox_letter": "",
    "mailbox_letter_html": "",
}


def addresses(resolver=None, above="", space=""):
    """(pattern, name, view) of every address."""
    for pattern in (resolver or get_resolver()).url_patterns:
        whole = above + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from addresses(pattern, whole, inner)
        else:
            yield whole, f"{space}{pattern.name or ''}", pattern.callback


def is_public(view):
    """As LoginRequiredMiddleware asks: a view that says nothing needs a signed-in reader."""
    return not getattr(view, "login_required", True)


def test_every_address_needs_a_login_unless_listed():
    found = {name or pattern for pattern, name, view in addresses() if is_public(view)}
    assert found - set(PUBLIC) - set(DEMO) == set(), "open to everybody: meant so? Then list it here, with the reason"
    assert set(PUBLIC) - found == set(), "listed as public, and is not"


def test_every_address_has_a_name():
    assert [pattern for pattern, name, _view in addresses() if not name and not pattern.startswith("admin/")] == []


def example(pattern):
    """An address that fits the pattern, by an example for each part."""
    parts = {
        "int": "1",
        "slug": "some-group",
        "str": "text",
        "path": "text",
        "uuid": "00000000-0000-4000-8000-000000000000",
        "app_label": "members",
    }
    pattern = re.sub(r"\(\?P<app_label>.*?\)", "members", pattern)
    return "/" + re.sub(r"<(\w+):?\w*>", lambda part: parts.get(part[1], "1"), re.sub(r"[\^$]|\\Z|\?$", "", pattern))


CLOSED = sorted({pattern for pattern, _name, view in addresses() if not is_public(view)})


@pytest.mark.django_db
@pytest.mark.parametrize("pattern", CLOSED)
def test_a_visitor_is_sent_to_sign_in(client, pattern):
    response = client.get(example(pattern))
    assert response.status_code == 302, response.status_code
    assert response.url.startswith((reverse("account_login"), reverse("admin:login"))), response.url
