"""Comments of those who have no account. One transaction each; the actor is `by`."""

import uuid

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.postoffice.actions import post
from portal.rates import Rate, spend
from workstreams.consultations.actions.checking import check_step, checked
from workstreams.consultations.models import Comment
from workstreams.consultations.permissions import can_comment_as_guest
from workstreams.consultations.tokens import WAITS
from workstreams.markup.rendering import render
from workstreams.recommendations.actions.holding import held
from workstreams.recommendations.models import Revision

OFTEN = gettext_lazy("From this network many comments came. The next can be sent in {wait}. Your text is kept below.")
FROM_NETWORK = Rate("guest_comments_from", 10, 3600, OFTEN)
TO_ADDRESS = Rate(
    "guest_comments_to", 10, 86_400, gettext_lazy("To this address many links were sent. The next can go in {wait}.")
)


@transaction.atomic
def comment_as_guest(revision, *, by, body, clause=None, proposed="", submission=None):
    """Keep the comment of a `Guest` in a public consultation, and send the link that confirms their address: until
    then nobody reads it. One form (`submission`) makes one comment. Returns it.

    Raises PermissionDenied where no public consultation is open; ValidationError where the text will not do, or too
    many come.
    """
    recommendation = held(revision.recommendation)
    revision = Revision.objects.get(pk=revision.pk)
    revision.recommendation = recommendation
    if not can_comment_as_guest(AnonymousUser(), revision):
        raise PermissionDenied(_("Guests comment in a consultation of everybody, until it ends."))
    if submission and (known := Comment.objects.filter(submission=submission, author=None).first()):
        return known
    check_step(recommendation)
    name, email = _signed(by)
    body, proposed = checked(body, proposed, clause, revision)
    spend([*([FROM_NETWORK.of(by.source)] if by.source else []), TO_ADDRESS.of(_without_words(email))])
    made = Comment.objects.create(
        revision=revision,
        clause=clause,
        consultation=revision.consultations.taking_comments().get(),
        guest_name=name,
        guest_email=email,
        sector=by.sector,
        body=body,
        body_html=render(body),
        proposed=proposed,
        submission=submission or uuid.uuid4(),
    )
    post("comment_confirm", made)
    return made


@transaction.atomic
def confirm(comment, *, by):
    """Let a guest's comment count, for `by` (nobody who is signed in: the link is the key) showed that the address is
    theirs. Harmless a second time. Returns it.

    Raises ValidationError where the text takes no comments any more.
    """
    recommendation = held(comment.revision.recommendation)
    comment = Comment.objects.select_for_update(no_key=True, of=["self"]).get(pk=comment.pk)
    if comment.confirmed_at is None:
        check_step(recommendation)
        comment.confirmed_at = timezone.now()
        comment.save(update_fields=["confirmed_at"])
    return comment


@transaction.atomic
def forget_unconfirmed(*, now=None):
    """Take away guests' comments whose address nobody confirmed in time. Returns how many."""
    gone, _kinds = Comment.objects.never_confirmed((now or timezone.now()) - WAITS).delete()
    return gone


def _without_words(email):
    """What an address is counted by: the cache keeps no address of anybody, or an erasure would have to look there."""
    return salted_hmac("guest comments", email.casefold()).hexdigest()


def _signed(guest):
    name, email, wrong = " ".join(guest.name.split()), guest.email.strip(), {}
    if not name or "\x00" in name:
        wrong["name"] = _("Enter your name. It stands with your comment.")
    elif len(name) > Comment._meta.get_field("guest_name").max_length:
        wrong["name"] = _("120 characters fit.")
    try:
        validate_email(email)
    except ValidationError:
        wrong["email"] = _("Enter an e-mail address, as in name@example.org.")
    if wrong:
        raise ValidationError(wrong)
    return name, email
