"""What a text asks of somebody, as a value: two that say the same are the same."""

import enum
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.utils import timezone

from workstreams.recommendations.steps import NAMES, Step


class Kind(enum.StrEnum):
    """What is asked, the most urgent first where nothing has a date."""

    #: To say where one's organisation stands, or oneself.
    POSITION = "position"
    #: Of the leads: to state what came of a call that is over.
    OUTCOME = "outcome"
    #: Of the leads: to take the next step, for this one lasted as long as it was to.
    STEP = "step"
    #: Of editors and leads: to answer objections.
    OBJECTIONS = "objections"
    #: Of editors and leads: to dispose of comments.
    COMMENTS = "comments"
    #: Of whoever wrote a comment: to say more, for an editor asked.
    ASKED = "asked"
    #: Of editors and leads: to look at the text again.
    REVIEW = "review"
    #: Of those with a seat who do not write the text: to comment while it is asked for. An offer more than a duty.
    COMMENT = "comment"


ORDER = list(Kind)


@dataclass(frozen=True)
class Due:
    """`n` of one kind about one document, until a moment, or on a day (a review), or without either. `about` is the
    number of what it hangs on: a call, else the document. `step`: in which the document is."""

    kind: Kind
    document: int
    title: str
    group: int
    group_name: str
    group_slug: str
    url: str
    step: str
    about: int
    n: int = 1
    until: datetime | None = None
    day: date | None = None

    @property
    def step_name(self):
        return NAMES[Step(self.step)]

    @property
    def days(self):
        """How many days are left, where its reader is: 0 on the last one, below nought when it is over. None without a
        date."""
        day = timezone.localdate(self.until) if self.until else self.day
        return (day - timezone.localdate()).days if day else None

    @property
    def needs_you(self):
        """Whether somebody waits for it."""
        return self.kind != Kind.COMMENT

    @property
    def when(self):
        """The moment by which they are put in order; None where there is none."""
        return self.until or (self.day and datetime.combine(self.day, time(), tzinfo=UTC))

    @property
    def rank(self):
        """What is asked soonest first, then what has no date."""
        when = self.when
        return (when is None, when or datetime.min.replace(tzinfo=UTC), ORDER.index(self.kind), self.document)
