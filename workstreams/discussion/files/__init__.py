"""What may be attached: a file in, what it is out. No rows, no requests."""

from workstreams.discussion.files.inspecting import Fit, Refused, inspect, shown, too_large
from workstreams.discussion.files.kinds import ACCEPT
from workstreams.discussion.files.ranges import UNSATISFIABLE, span

__all__ = ["ACCEPT", "UNSATISFIABLE", "Fit", "Refused", "inspect", "shown", "span", "too_large"]
