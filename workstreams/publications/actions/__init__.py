"""What is done with publications. One transaction each; the actor is `by`."""

from workstreams.publications.actions.publishing import publish
from workstreams.publications.actions.retiring import supersede, withdraw

__all__ = ["publish", "supersede", "withdraw"]
