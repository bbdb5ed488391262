"""What the head of every page shows of its reader."""

from functools import cached_property

from django.urls import reverse

from members.permissions import is_secretariat
from members.second_factor import lacks_second_factor
from workstreams.groups.models import WorkingGroup
from workstreams.moderation import docket


class Masthead:
    """The reader's affiliation, and what waits at the desks of the groups they lead. Asked only when shown: two
    queries at most for a member, none for a visitor."""

    def __init__(self, user):
        self._user = user

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


def masthead(request):
    return {"masthead": Masthead(request.user)}
