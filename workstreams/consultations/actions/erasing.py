"""What consultations keep of somebody who is erased. In the transaction of whoever erases."""

from allauth.account.models import EmailAddress
from django.db.models import Q

from members.actions.erasing import organisation_is_shared
from workstreams.consultations.models import Comment
from workstreams.groups.actions.erasing import sector_is_shared
from workstreams.markup.rendering import render


def erase_member(member, efface):
    """Their comments stay, as posts do: organisation and sector beside them only where enough others share that cell.
    What they said as a guest, from an address of theirs, stays as a guest's without a name; so does what was said by
    somebody who has no account here. Whoever named them in a comment names nobody any more."""
    _forget_guest(member, efface)
    _rewrite(efface)
    own = Comment.objects.filter(author=member)
    for organisation in own.exclude(organisation=None).order_by().values_list("organisation", flat=True).distinct():
        if not organisation_is_shared(organisation, member):
            own.filter(organisation=organisation).update(organisation=None)
    _open_sectors(own, member)


def _open_sectors(own, member):
    cells = own.exclude(sector=None).order_by().values_list("revision__recommendation__group", "sector").distinct()
    for group, sector in list(cells):
        if not sector_is_shared(group, sector, member):
            own.filter(revision__recommendation__group=group, sector=sector).update(sector=None)


def _forget_guest(member, efface):
    theirs = Q(pk__in=[])
    # Only an address that somebody has shown to be theirs: else anybody could have a guest's name taken away. That of
    # somebody without an account the secretariat alone erases.
    addresses = set(EmailAddress.objects.filter(user=member, verified=True).values_list("email", flat=True))
    for address in addresses | {member.imported_address} - {""}:
        theirs |= Q(guest_email__iexact=address)
    own = Comment.objects.filter(theirs, author=None)
    own.filter(confirmed_at=None).delete()
    _open_sectors(own, member)
    own.update(guest_name=efface.instead, guest_email="", organisation=None)


def _rewrite(efface):
    """Anew, for a name may stand in the Markdown that no longer stands together in what was made of it."""
    hinted = Q(pk__in=[])
    for hint in efface.hints:
        hinted |= Q(body__icontains=hint) | Q(proposed__icontains=hint)
    for one in Comment.objects.filter(hinted).order_by("pk").iterator(chunk_size=200):
        body, proposed = efface(one.body), efface(one.proposed)
        if (body, proposed) != (one.body, one.proposed):
            Comment.objects.filter(pk=one.pk).update(body=body, body_html=render(body), proposed=proposed)
