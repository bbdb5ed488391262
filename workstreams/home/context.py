"""What the head of every page shows of its reader."""

from functools import cached_property

from django.urls import reverse

from members.permissions import is_secretariat
from members.second_factor import lacks_second_factor
from workstreams.groups.models import WorkingGroup
from workstreams.moderation import docket

# The pages that are drawn as a desk.
DESK = {"desks", "desk", "desk_requests", "desk_decided", "decide_post", "decide_request"}


class Masthead:
    """The reader's affiliation, what waits at the desks of the groups they lead, and in which part of the portal they
    are. Asked only when shown: two queries at most for a member, none for a visitor.

    `page`: the url name of the page, `path`: its address; "" where there is none.
    """

    def __init__(self, user, *, page="", path=""):
        self._user = user
        self._page = page
        self._path = path

    @cached_property
    def affiliation(self):
        """The current affiliation with its sector and organisation, or None."""
        return self._user.affiliation if self._user.is_authenticated else None

    @cached_property
    def _led(self):
        # Counted for groups that one leads: what waits over the whole alliance stands on the secretariat's own desk.
        return list(docket.with_waiting(WorkingGroup.objects.led_by(self._user)))

    @property
    def lacks_second_factor(self):
        """Whether the reader holds an office that they cannot use yet for want of a second factor."""
        return lacks_second_factor(self._user) and (self._user.is_staff or self.leads)

    @property
    def leads(self):
        return bool(self._led)

    @property
    def desk_url(self):
        """The one desk of a reader who leads a group or works for the secretariat, else ""."""
        return reverse("desks") if self._led or is_secretariat(self._user) else ""

    @property
    def waiting(self):
        """How many flagged posts and requests to join wait at these desks."""
        return sum(group.open_cases + group.open_requests for group in self._led)

    @property
    def section(self):
        """The part of the portal that the page belongs to: "desk" for those who have one, "groups", or ""."""
        if self._page in DESK and self.desk_url:
            return "desk"
        return "groups" if self._path.startswith(reverse("groups")) else ""


def masthead(request):
    match = request.resolver_match
    return {"masthead": Masthead(request.user, page=match.url_name if match else "", path=request.path)}
