"""Organisations as the secretariat keeps them: entered, approved, renamed, merged, and the domains of their people."""

from contextlib import contextmanager

from django.conf import settings
from django.contrib.admin.models import CHANGE, DELETION, LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from members.domains import clean_domain
from members.duplicates import relations_of
from members.models import EmailDomain, FormerName, Organisation
from members.permissions import can_bring_in


@transaction.atomic
def enter_organisation(*, by, name, sector, country="", website=""):
    """Enter an organisation that the secretariat knows: everybody sees it from now on."""
    _ask(by)
    if Organisation.objects.named(name).exists():
        raise ValidationError(_name_taken())
    with _said_if_taken(_name_taken()):
        return Organisation.objects.create(
            name=" ".join(name.split()), sector=sector, country=country, website=website, approved_at=timezone.now()
        )


@transaction.atomic
def approve_organisation(organisation, *, by):
    """Let everybody see an organisation that somebody entered. Raises ValidationError when they do already."""
    organisation = _locked(organisation, by)
    if organisation.approved_at:
        raise ValidationError(_("%(name)s is approved already.") % {"name": organisation.name})
    organisation.approved_at = timezone.now()
    organisation.save(update_fields=["approved_at"])
    return organisation


@transaction.atomic
def change_organisation(organisation, *, by, name, sector, country, website):
    """Change what is known of an organisation. The name that it had is kept, and found still.

    Who speaks for it keeps the sector that they speak in: that changes by a change of affiliation.
    """
    organisation = _locked(organisation, by)
    name, former = " ".join(name.split()), organisation.name
    if Organisation.objects.named(name).exclude(pk=organisation.pk).exists():
        raise ValidationError(_name_taken())
    organisation.name, organisation.sector = name, sector
    organisation.country, organisation.website = country, website
    with _said_if_taken(_name_taken()):
        organisation.save(update_fields=["name", "name_key", "sector", "country", "website"])
    if former.lower() != name.lower():
        _keep_name(organisation, former)
        organisation.former_names.filter(name__iexact=name).delete()
    return organisation


@transaction.atomic
def add_domain(organisation, *, by, domain):
    """Approve an e-mail domain: whoever confirms an address there, and speaks for this organisation, is admitted.

    The whole domain, and none below it. Raises ValidationError for what is no domain, for one where anybody can have
    an address, and for one that belongs to another organisation.
    """
    organisation = _locked(organisation, by)
    domain = clean_domain(domain)
    taken = EmailDomain.objects.filter(domain=domain).select_related("organisation").first()
    if taken:
        raise ValidationError(
            _("%(domain)s belongs to %(name)s already.") % {"domain": domain, "name": taken.organisation.name}
        )
    with _said_if_taken(_("%(domain)s belongs to an organisation already.") % {"domain": domain}):
        return EmailDomain.objects.create(organisation=organisation, domain=domain)


@transaction.atomic
def remove_domain(email_domain, *, by):
    """Take a domain back. Who was admitted through it stays."""
    _locked(email_domain.organisation, by)
    email_domain.delete()


@transaction.atomic
def merge_organisations(duplicate, into, *, by):
    """Make one organisation of two: all that belongs to the duplicate belongs to the other from now on, whatever floor
    it stands on, and the duplicate's name is kept as a former one. It cannot be undone.

    Raises ValidationError when both are the same or stand in different sectors. Returns the one that stays.
    """
    _ask(by)
    if duplicate.pk == into.pk:
        raise ValidationError(_("Choose two different organisations."))
    both = {one.pk: one for one in Organisation.objects.select_for_update().filter(pk__in=[duplicate.pk, into.pk])}
    if len(both) < 2:
        raise ValidationError(_("One of the two is not here any more."))
    duplicate, into = both[duplicate.pk], both[into.pk]
    if duplicate.sector_id != into.sector_id:
        raise ValidationError(
            _("“%(one)s” and “%(other)s” stand in different sectors. Put the sector right first.")
            % {"one": duplicate.name, "other": into.name}
        )
    for name in settings.BEFORE_MERGE:
        import_string(name)(duplicate, into)
    known = [into.name.lower(), *(name.lower() for name in into.former_names.values_list("name", flat=True))]
    for former in duplicate.former_names.all():
        if former.name.lower() in known:
            former.delete()
    try:
        with transaction.atomic():
            moved = sum(
                rows.filter(**{field: duplicate}).update(**{field: into}) for rows, field in relations_of(Organisation)
            )
    except IntegrityError as problem:
        raise ValidationError(
            _("Both have something that an organisation has only once (%(what)s). Nothing was merged.")
            % {"what": problem.__cause__.diag.constraint_name}
        ) from problem
    approved = [at for at in (into.approved_at, duplicate.approved_at) if at]
    into.approved_at = min(approved, default=None)
    into.country = into.country or duplicate.country
    into.website = into.website or duplicate.website
    into.save(update_fields=["approved_at", "country", "website"])
    LogEntry.objects.log_actions(
        by.pk, [duplicate], DELETION, change_message=f"Merged into {into.name} (#{into.pk}).", single_object=True
    )
    # What still pointed to it would be PROTECTed: then the database refuses, and nothing has happened.
    duplicate.delete()
    _keep_name(into, duplicate.name)
    LogEntry.objects.log_actions(
        by.pk,
        [into],
        CHANGE,
        change_message=f"Took in {duplicate.name}: {moved} rows moved.",
        single_object=True,
    )
    return into


def held(organisation_id):
    """An organisation as it is now, and as it stays until this transaction ends: a merge waits. Whoever writes down for
    whom somebody speaks holds it. None where a merge came first; what pointed to it points to the other by then."""
    # Django has no word for the weakest of locks: two who speak for one organisation do not wait for each other.
    table = connection.ops.quote_name(Organisation._meta.db_table)
    rows = Organisation.objects.raw(f"SELECT * FROM {table} WHERE id = %s FOR KEY SHARE", [organisation_id])  # noqa: S608
    return next(iter(rows), None)


def _keep_name(organisation, name):
    if not organisation.former_names.filter(name__iexact=name).exists():
        FormerName.objects.create(organisation=organisation, name=name)


def _ask(by):
    if not can_bring_in(by):
        raise PermissionDenied(_("Only the secretariat keeps the list of organisations."))


def _locked(organisation, by):
    _ask(by)
    return Organisation.objects.select_for_update(of=["self"]).get(pk=organisation.pk)


def _name_taken():
    return {"name": _("An organisation of this name is here already.")}


@contextmanager
def _said_if_taken(words):
    """Two may enter one name at the same moment: the second is told what it would have been told a moment later."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as problem:
        raise ValidationError(words) from problem
