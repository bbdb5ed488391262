"""What a kind of mail tells the post office of itself."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Skip:
    """That a mail is not to be sent, and why, in words for the secretariat."""

    reason: str


@dataclass(frozen=True)
class Outbox:
    """Where mail of one kind waits: rows of a model that is an `Outgoing`. Named by settings.OUTBOXES.

    `compose` takes rows and returns {row id: message, or Skip}: it reads with the rights of this moment, for all rows
    together. A row that it leaves out stays as it is. An exception counts against all of them, so it should be none of
    one row's. `batch`: how many are composed together, by one worker. `settled`: called with each row in the
    transaction that settles it, for what else is to be written then. `patient`: where many wait, those of other
    outboxes go first.
    """

    model: type[models.Model]
    compose: Callable[[list], dict]
    batch: int = 50
    settled: Callable | None = None
    patient: bool = False


def name_of(model):
    """The name of the outbox in which rows of this model wait. LookupError where there is none."""
    for name in settings.OUTBOXES:
        if import_string(name).model is model:
            return name
    raise LookupError(f"No outbox of settings.OUTBOXES holds {model._meta.label}.")
