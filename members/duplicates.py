"""Organisations and people that could be taken for one another, and what belongs to an organisation."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from members import likeness
from members.domains import domain_of
from members.models import EmailDomain, FormerName, Member, Organisation


def relations_of(model):
    """Whatever points at rows of a model, on any floor: pairs of all rows there and the name of the field."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and not relation.many_to_many:
            yield relation.related_model._base_manager, relation.field.name


def moves(organisation):
    """What would move if this organisation were merged into another: [(what, how many), …], without what is none."""
    found = (
        (rows.model._meta.verbose_name_plural, rows.filter(**{field: organisation}).count())
        for rows, field in relations_of(Organisation)
    )
    return [(what, count) for what, count in found if count]


def _keys(organisations):
    """{(organisation's id, the name that is compared): its key}, former names included."""
    keys = {(pk, name): key for pk, name, key in organisations.values_list("pk", "name", "name_key")}
    former = FormerName.objects.filter(organisation__in=organisations).values_list("organisation", "name")
    return keys | {(pk, name): likeness.key(name) for pk, name in former}


def alike(name, *, among, limit=3):
    """Those of the organisations whose names, present or former, are nearly this one, the likeliest first."""
    return alike_each([name], among=among, limit=limit)[name]


def alike_each(names, *, among, limit=3):
    """The same for many names, at the cost of one: {name: [organisation, …]}."""
    keys = _keys(among) if names else {}
    # One organisation can be near by several of its names.
    ids = {
        name: list(dict.fromkeys(pk for (pk, _name), _likeness in likeness.near(name, keys, limit=limit + 2)))[:limit]
        for name in names
    }
    wanted = {pk for found in ids.values() for pk in found}
    here = among.select_related("sector").in_bulk(wanted) if wanted else {}
    return {name: [here[pk] for pk in found] for name, found in ids.items()}


def refuse_look_alike_organisation(name):
    """Raise ValidationError for a name that only looks like an approved organisation's."""
    names = Organisation.objects.approved().values_list("name", flat=True)
    other = likeness.homograph_of(name, names)
    if other:
        raise ValidationError(
            _("This looks just like “%(name)s”, and is spelt with other letters. Type it anew on one keyboard."),
            params={"name": other},
            code="homograph",
        )


def refuse_look_alike_person(name, *, besides=None):
    """Raise ValidationError for a name that only looks like a member's. `besides`: the member who is to have it."""
    members = Member.objects.active_in_alliance().exclude(pk=besides and besides.pk)
    if likeness.homograph_of(name, members.values_list("name", flat=True)):
        raise ValidationError(
            _(
                "Somebody here has a name that looks just like this one and is spelt with other letters. "
                "Type yours on one keyboard; if it is right as it is, add a middle name."
            ),
            code="homograph",
        )


def organisation_of(address):
    """The approved organisation that an address belongs to by its domain, or None."""
    found = EmailDomain.objects.filter(domain=domain_of(address), organisation__approved_at__isnull=False)
    domain = found.select_related("organisation__sector").first()
    return domain and domain.organisation
