"""What holds for every request of a member: their time zone, and that nothing they typed is lost."""

import zoneinfo
from urllib.parse import urlsplit

from django.contrib.auth import middleware
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from portal.errors import kept
from portal.fragments import UNPROCESSABLE

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


class LoginRequiredMiddleware(middleware.LoginRequiredMiddleware):
    """Every address needs a signed-in reader unless its view says otherwise. A visitor is sent to sign in.

    Somebody whose session ended while they were typing gets their text back, on a page that links to signing in:
    status 403, and nothing is stored. For HTMX the page takes the place of the one that was there; there the status
    is 422, the one whose answer the pages swap in.
    """

    def handle_no_permission(self, request, view_func):
        texts = kept(request)
        if texts:
            return self._give_back(request, view_func, texts)
        if request.htmx:
            # A fragment is no page to come back to: the page that asked for it is.
            target = request.htmx.current_url_abs_path or "/"
            return HttpResponseClientRedirect(redirect_to_login(target, self.get_login_url(view_func)).url)
        return super().handle_no_permission(request, view_func)

    def _give_back(self, request, view_func, texts):
        back = redirect_to_login(self._page_of_form(request), self.get_login_url(view_func)).url
        status = UNPROCESSABLE if request.htmx else FORBIDDEN
        response = render(request, "members/signed_out.html", {"kept": texts, "login_url": back}, status=status)
        if request.htmx:
            response["HX-Retarget"] = response["HX-Reselect"] = "#main"
            response["HX-Reswap"] = "outerHTML show:top"
        return response

    @staticmethod
    def _page_of_form(request):
        # Where the form was sent to may answer nothing but POST; where it stood is what the browser says.
        page = request.headers.get("Referer", "")
        if url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure()):
            return urlsplit(page)._replace(scheme="", netloc="", fragment="").geturl()
        return request.get_full_path()
