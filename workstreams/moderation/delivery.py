"""The outbox of letters: what each says is read when it goes (see portal.postoffice.delivery)."""

from django.utils.translation import gettext as _

from portal.postoffice.delivery import Outbox, Skip
from workstreams.moderation import emails
from workstreams.moderation.models import Letter, Statement


def compose(letters):
    """{id: message, or Skip}, each in its reader's language and time zone."""
    made = {}
    for letter in Letter.objects.for_composing([letter.pk for letter in letters]):
        made[letter.pk] = emails.of(letter) or Skip(_("There was nothing to say any more, or nobody to say it to."))
    return made


def settled(letter):
    """Remember with a statement of reasons when it went."""
    if letter.kind == Letter.Kind.STATEMENT and letter.state == Letter.State.SENT:
        Statement.objects.filter(pk=letter.statement_id).update(sent_at=letter.settled_at)


OUTBOX = Outbox(model=Letter, compose=compose, settled=settled)
