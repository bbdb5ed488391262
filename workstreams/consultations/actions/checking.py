"""What a comment must be, whoever writes it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from workstreams.consultations.models import COMMENT_LENGTH
from workstreams.markup.rendering import is_blank
from workstreams.recommendations.steps import Step

#: In these steps a text is spoken of. Before there is none to speak of, after them the comments are disposed of.
TAKES_COMMENTS = {Step.ADOPTION_CALL, Step.DRAFT, Step.LAST_CALL, Step.CONSULTATION, Step.ANSWERING}


def check_step(recommendation):
    """Raise ValidationError in a step that takes no comments."""
    if recommendation.where not in TAKES_COMMENTS:
        raise ValidationError(_("In this step no comments are taken. What you wrote is kept on this page."))


def checked(body, proposed, clause, revision, parent=None):
    """The words of a comment and of its amendment, as they are kept. Raises ValidationError where they will not do."""
    body, proposed, wrong = _tidy(body), _tidy(proposed), {}
    if is_blank(body):
        wrong["body"] = _("Write what you want to say. An amendment says why in a sentence.")
    for name, text in (("body", body), ("proposed", proposed)):
        if "\x00" in text:
            wrong[name] = _("There is a character in this that cannot be kept (NUL). Take it out.")
        elif len(text) > COMMENT_LENGTH:
            wrong[name] = _("%(most)d characters fit. This has %(has)d.") % {"most": COMMENT_LENGTH, "has": len(text)}
    stands = clause and revision.texts.filter(clause=clause).first()
    if clause and not stands:
        wrong["clause"] = _("This clause does not stand in that revision.")
    if proposed and not stands:
        wrong["clause"] = _("An amendment is to a clause.")
    elif proposed and proposed == stands.source:
        wrong["proposed"] = _("This is the clause as it stands. Change it, or leave this empty.")
    if parent and (parent.parent_id or parent.revision_id != revision.pk or proposed):
        wrong["body"] = _("An answer stands below a comment on the same text, and proposes nothing of its own.")
    if wrong:
        raise ValidationError(wrong)
    return body, proposed


def _tidy(text):
    return text.replace("\r\n", "\n").strip()
