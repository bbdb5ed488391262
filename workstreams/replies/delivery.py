"""Taking in what came: an answer becomes a post, or goes back with the reason; what tells of mail that came back is
counted; what machines wrote is left alone.

Each mail is settled once, in the transaction that posts it: whoever finds it locked or settled passes on, and the key
of the post is made of the mail, so that a second attempt finds the first one's.
"""

import io
import logging
import uuid
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.backends import MemberBackend
from portal import rates
from portal.mail import written_for
from portal.postoffice import actions as postoffice
from workstreams.discussion import actions as discussion
from workstreams.discussion.models import FILES, HeldPost, Post
from workstreams.replies import addresses, opening, senders
from workstreams.replies.models import Received
from workstreams.replies.querysets import MOST_ATTEMPTS

log = logging.getLogger(__name__)

# The kind of the mail that says what became of an answer (settings.DISPATCHES).
OUTCOME = "reply_by_mail"
# Who answers faster than one may post is waited for so long, in seconds; beyond that the answer goes back.
PATIENCE = 15 * 60
# Within an hour; who gets more of these has a program that answers them.
MOST_REFUSALS = 5
# Of what goes back, in characters.
LONGEST = 50_000

State = Received.State


class Ignored(Exception):  # noqa: N818 - raised as a sentence for the secretariat
    """Nobody is told, and nothing is posted."""


class Refused(Exception):  # noqa: N818 - raised as a sentence for the writer
    """Why an answer is not posted. `text`: what its writer gets back."""

    def __init__(self, reason, text=""):
        super().__init__(reason)
        self.text = text


class NotYet(Exception):  # noqa: N818 - raised as what it means
    """It is looked at again in so many seconds. `counts`: whether that was an attempt."""

    def __init__(self, seconds, *, counts):
        super().__init__(seconds)
        self.seconds, self.counts = seconds, counts


def take_in(number):
    """Settle a mail that waits, or put it off. Harmless for one that is settled, or in another's hands."""
    received = Received.objects.waiting().filter(pk=number, not_before__lte=timezone.now()).first()
    if received is None:
        return
    if received.attempts >= MOST_ATTEMPTS:
        _put_off(received, NotYet(60, counts=False))
        return
    # Counted first: one on which a worker dies is not read for ever. Whoever puts it off says whether that was one.
    Received.objects.filter(pk=received.pk).update(attempts=received.attempts + 1)
    try:
        message = opening.parsed(bytes(received.raw))
        words = opening.words_for(message, received.envelope)
        if not _is_report(received, message, words):
            _answer(received, message, words)
    except Ignored as why:
        _settle(received.pk, state=State.IGNORED, reason=str(why))
    except Refused as why:
        _refuse(received, message, why)
    except NotYet as put_off:
        _put_off(received, put_off)
    except (OperationalError, InterfaceError):
        # The database is away: the mail waits for it.
        raise
    except Exception:
        log.exception("Mail %s could not be taken in", received.pk)
        _put_off(received, NotYet(60, counts=True))


def _is_report(received, message, words):
    found = postoffice.report_bounce(message, words)
    if found:
        _settle(received.pk, state=State.REPORT)
    return found


def _answer(received, message, words):
    member, post_id = _writer_of(received, message, words)
    with written_for(member):
        mail = opening.read(message)
        post = Post.objects.visible_to(member).select_related("thread__group").filter(pk=post_id).first()
        if post is None:
            raise Refused(_("What you answer is no longer there, or you may no longer read it."), mail.whole)
        if not mail.text and not mail.files:
            raise Refused(
                _("No words of your own were found in your mail: only what you answered, or a signature."), mail.whole
            )
        try:
            body = "\n\n".join([mail.text, *_written(mail.files, post, member)]).strip()
            _post(received, post, member, body)
        except rates.TooOften as error:
            if error.wait <= PATIENCE:
                raise NotYet(error.wait, counts=False) from error
            raise Refused(" ".join(error.messages), mail.text) from error
        except PermissionDenied as error:
            raise Refused(str(error), mail.text) from error
        except ValidationError as error:
            if getattr(error, "code", "") == "moved":
                raise NotYet(5, counts=True) from error
            raise Refused(" ".join(error.messages), mail.text) from error


def _writer_of(received, message, words):
    """The member whose answer this is, and the number of the post that they answer: where the address was made for
    that member, and the mail comes from them. Raises Ignored and Refused."""
    if senders.sent_by_machine(message):
        raise Ignored(_("A program sent this by itself."))
    # One that is still good before one that is too old.
    numbers = next(filter(None, map(addresses.opened, words)), None)
    is_late = numbers is None
    numbers = numbers or next(filter(None, map(addresses.ever_opened, words)), None)
    if numbers is None:
        raise Ignored(_("It came to an address that was never ours."))
    member = MemberBackend().get_user(numbers[0])
    if member is None or not member.email:
        raise Ignored(_("Whoever the address was made for has no account any more."))
    received.member = member
    received.answered_id = numbers[1] if Post.objects.filter(pk=numbers[1]).exists() else None
    Received.objects.filter(pk=received.pk).update(member=member, answered=received.answered_id)
    sender = senders.sender_of(message)
    with written_for(member):
        if not _is_theirs(sender, member):
            raise Refused(
                _(
                    "Your mail came from another address than yours here. Send it from %(address)s, or answer on the"
                    " site."
                )
                % {"address": member.email}
            )
        if not senders.is_vouched_for(message, settings.INBOUND_AUTHSERV_ID):
            raise Refused(_("The mail server could not make sure that the mail comes from you. Answer on the site."))
        if is_late:
            raise Refused(
                _("Answers by mail are taken for %(days)d days, and those have passed. Answer on the site.")
                % {"days": addresses.DAYS},
                opening.read(message).text,
            )
    return member, numbers[1]


def _is_theirs(sender, member):
    """Whether this is an address of the member's that they have confirmed."""
    return bool(sender) and EmailAddress.objects.filter(user=member, verified=True, email__iexact=sender).exists()


def _written(files, post, member):
    """Bring files for the post's group, and how each stands in the text. By discussion's own rules."""
    if len(files) > FILES:
        raise ValidationError(_("A post has %(n)d files at most. Send the others in another mail.") % {"n": FILES})
    group = post.thread.group
    return [discussion.attach(group, by=member, name=one.name, file=io.BytesIO(one.content)).written for one in files]


@transaction.atomic
def _post(received, post, member, body):
    if not Received.objects.free(received.pk).exists():
        return
    key = uuid.uuid5(uuid.NAMESPACE_URL, f"mid:{received.message_id}")
    said = discussion.post_reply(post.thread, by=member, parent=post, body=body, submission=key)
    if isinstance(said, HeldPost):
        _settle(received.pk, state=State.HELD, held=said, text="")
        postoffice.post(OUTCOME, received, to=member)
    else:
        _settle(received.pk, state=State.POSTED, post=said)


@transaction.atomic
def _refuse(received, message, why):
    """Settle it, and owe its writer a mail that says why, unless a program reads their mail."""
    if not Received.objects.free(received.pk).exists():
        return
    before = Received.objects.refused_lately(received.member, timezone.now()).count()
    _settle(received.pk, state=State.REFUSED, reason=str(why)[:1000], text=why.text[:LONGEST].replace("\x00", ""))
    if not senders.wants_no_answer(message) and before < MOST_REFUSALS:
        postoffice.post(OUTCOME, received, to=received.member)


@transaction.atomic
def _settle(number, **outcome):
    if Received.objects.free(number).exists():
        Received.objects.filter(pk=number).update(raw=None, settled_at=timezone.now(), **outcome)


@transaction.atomic
def _put_off(received, put_off):
    """Once too often is failed: then the mail stays as it came, for the secretariat to look at."""
    if not Received.objects.free(received.pk).exists():
        return
    now = timezone.now()
    attempts = received.attempts + put_off.counts
    changed = {"attempts": attempts, "not_before": now + timedelta(seconds=put_off.seconds), "queued_at": None}
    if attempts >= MOST_ATTEMPTS:
        changed |= {"state": State.FAILED, "settled_at": now, "reason": _("It could not be read. The log says why.")}
    Received.objects.filter(pk=received.pk).update(**changed)
