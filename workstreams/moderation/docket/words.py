"""The words that a case is about, as they stand now. No writes."""

from workstreams.discussion.texts import state_of, title_begun
from workstreams.moderation.models import Case


def words_of(case):
    """What was flagged, as text: of a post its text, of a title the title, of a file its name, of a profile what is
    told there. "" for what is gone."""
    if case.about == Case.About.PROFILE:
        profile = getattr(case.author, "profile", None)
        return profile.about if profile else ""
    if case.about == Case.About.FILE:
        return case.attachment.name if case.attachment else ""
    return title_begun(case.post) if case.about == Case.About.TITLE else case.post.body


def state_as_read(case):
    """A short name for these words, by which a decision tells whether they are still those that were read."""
    return state_of(words_of(case).replace("\r\n", "\n"))
