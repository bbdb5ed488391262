"""What holds for every request of a member: their time zone, who they must show to be, and that nothing they typed is
lost."""

import zoneinfo
from urllib.parse import urlsplit

from django.contrib.auth import middleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from members.second_factor import has_second_factor, was_refused_an_office
from members.sessions import note_seen
from portal.errors import kept, mail_away
from portal.fragments import UNPROCESSABLE
from portal.mail import MailAway

FORBIDDEN = 403


class TimeZoneMiddleware:
    """Shows times in the member's own zone; to visitors in UTC. A zone that this machine does not know is UTC."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with timezone.override(self._zone_of(request.user)):
            return self.get_response(request)

    @staticmethod
    def _zone_of(user):
        try:
            return zoneinfo.ZoneInfo(user.time_zone) if user.is_authenticated else None
        except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
            return None


class LastSeenMiddleware:
    """Remembers when each session of a member was last used, for the list in which they end the others."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated and request.session.session_key:
            note_seen(request.session.session_key)
        return self.get_response(request)


class LoginRequiredMiddleware(middleware.LoginRequiredMiddleware):
    """Every address needs a signed-in reader unless its view says otherwise. A visitor is sent to sign in.

    Somebody whose session ended while they were typing gets their text back, on a page that links to signing in:
    status 403, and nothing is stored. For HTMX the page takes the place of the one that was there; there the status
    is 422, the one whose answer the pages swap in.
    """

    def handle_no_permission(self, request, view_func):
        texts = kept(request)
        if texts:
            back = redirect_to_login(_page_of_form(request), self.get_login_url(view_func)).url
            return _give_back(request, "members/signed_out.html", {"kept": texts, "login_url": back})
        if request.htmx:
            # A fragment is no page to come back to: the page that asked for it is.
            target = request.htmx.current_url_abs_path or "/"
            return HttpResponseClientRedirect(redirect_to_login(target, self.get_login_url(view_func)).url)
        return super().handle_no_permission(request, view_func)


class SecondFactorMiddleware:
    """Leads whoever was refused for want of a second factor alone to the page where they set one up, and back.

    The refusals are those of members.second_factor, whichever view met one. The administration is the secretariat's
    as a whole, so there it is asked beforehand. What was typed is given back as for somebody who was signed out.
    """

    #: Ways into the administration and out of it.
    DOORS = {"login", "logout", "jsi18n"}

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, args, kwargs):
        user, address = request.user, request.resolver_match
        if "admin" not in address.namespaces or address.url_name in self.DOORS:
            return None
        if user.is_active and user.is_staff and not has_second_factor(user):
            return self._lead(request)
        return None

    def process_exception(self, request, exception):
        if isinstance(exception, (PermissionDenied, Http404)) and was_refused_an_office(request.user):
            return self._lead(request)
        return None

    @staticmethod
    def _lead(request):
        texts = kept(request)
        fragment = request.htmx and not request.htmx.boosted
        page = (request.htmx.current_url_abs_path or "/") if fragment else _page_of_form(request)
        url = redirect_to_login(page, reverse("mfa_activate_totp")).url
        if texts:
            return _give_back(request, "members/second_factor_first.html", {"kept": texts, "setup_url": url})
        return HttpResponseClientRedirect(url) if request.htmx else HttpResponseRedirect(url)


def _give_back(request, template, context):
    status = UNPROCESSABLE if request.htmx else FORBIDDEN
    response = render(request, template, context, status=status)
    if request.htmx:
        response["HX-Retarget"] = response["HX-Reselect"] = "#main"
        response["HX-Reswap"] = "outerHTML show:top"
    return response


def _page_of_form(request):
    """The page to come back to. Where a form was sent to may answer nothing but POST: there, where it stood."""
    page = request.headers.get("Referer", "")
    if request.method != "GET" and url_has_allowed_host_and_scheme(
        page, {request.get_host()}, require_https=request.is_secure()
    ):
        return urlsplit(page)._replace(scheme="", netloc="", fragment="").geturl()
    return request.get_full_path()


class MailAwayMiddleware:
    """Says so where a mail that somebody waits for could not be sent. Forms that can give back what was typed do so
    themselves (see members.views.entrance)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        return mail_away(request) if isinstance(exception, MailAway) else None
