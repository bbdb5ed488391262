"""One address, two pages: what the alliance is for those outside, what is going on for those within."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render

from members.permissions import is_active_member
from workstreams.home.landing import landing
from workstreams.home.overview import overview


@login_not_required
def home(request):
    """The landing page for visitors and for those who are not admitted (yet); for members what needs them, and news."""
    if is_active_member(request.user):
        return render(request, "workstreams/home/home.html", {"overview": overview(request.user)})
    return render(request, "workstreams/home/landing.html", {"landing": landing(request.user)})
