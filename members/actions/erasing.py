"""Erasing a person: one transaction after which nothing here names them. It cannot be undone."""

import json
from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone, translation
from django.utils.module_loading import import_string
from django.utils.text import slugify
from django.utils.translation import gettext as _

from members import likeness
from members.actions.own_data import delete_files
from members.effacing import Effacer, shared_by_enough
from members.models import (
    Affiliation,
    AffiliationChange,
    Invitation,
    Member,
    Membership,
    Organisation,
    Profile,
    Suspension,
)
from members.permissions import can_erase, can_erase_guests
from members.sessions import end_sessions
from portal import mailbox

# What the sweep leaves alone: other people's own names, sessions, which are dealt with one by one, and Django's own
# names of tables and rights.
NOT_SWEPT = {Member, EmailAddress, Session, Authenticator}
APPS_NOT_SWEPT = {"auth", "contenttypes"}
# Two erasures would wait for each other's rows, for each sweeps every table: whoever erases takes this lock first.
ERASING_LOCK = 7_203_115
# What bears names of its own. A person's name in one of these is no sign that it speaks of them.
THINGS = [
    "members.Sector.name",
    "members.Sector.short_name",
    "members.Expertise.name",
    "members.RulesVersion.body",
    "members.Organisation.name",
    *settings.THINGS_WITH_NAMES,
]
# Where a name stands that nobody but its bearer gave out.
OF_THEIR_OWN = {"members", "account", "admin", "socialaccount", "usersessions", "mfa", "postoffice"}
# For how long a name is borne before its bearer alone takes it out of everybody's texts.
KNOWN_AFTER = timedelta(days=30)


def what_hinders_erasing(member):
    """Why this person cannot be erased now, in words; "" where nothing does. Changes nothing."""
    try:
        with transaction.atomic():
            _refuse_words(member)
            _leave_upper_floors(member)
            raise _OnlyAsked
    except _OnlyAsked:
        return ""
    except ValidationError as hindrance:
        return hindrance.messages[0]


class _OnlyAsked(Exception):
    """Takes back what was tried."""


@transaction.atomic
def erase(member, *, by, reason="", leave_name=False):
    """Take a person out of the portal: their row stays, under no name, so that what they said keeps its place.

    Membership and seats end. Name, addresses, profile, sign-in, sessions, downloads and what they wrote to leads and
    the secretariat go; so do name and addresses in everybody's texts, and mails in the data folder that name them. Each
    function that settings.ERASURE names does the same on its floor: it gets the member and the Effacer. People of an
    archive whose address is one that this member has confirmed are erased with them. Former names go as well.

    `leave_name`: the secretariat leaves the names in others' texts, for they are words of the language. Anybody can
    call themselves anything: whoever erases themselves under a name that things here bear too, or one of before
    or of late that texts hold, is sent to the secretariat, or "Civil society" would leave every text with them.

    Harmless a second time. Raises PermissionDenied for all but the person and the secretariat; ValidationError where a
    group would lose its only lead, or the portal its last superuser, and for the secretariat without a reason.
    """
    _wait_for_other_erasures()
    member = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    if not can_erase(by, member) and not (member.erased_at and by.pk == member.pk):
        raise PermissionDenied(_("A person erases themselves, and the secretariat others."))
    if member.erased_at:
        return member
    if by.pk != member.pk and not reason.strip():
        raise ValidationError({"reason": _("Write the reason. It is kept in the log of the administration.")})
    if by.pk == member.pk:
        _refuse_words(member)
    with translation.override(settings.LANGUAGE_CODE):
        # Stored, so it is in the portal's own language, whoever presses the button.
        nobody, erased = _("Former member"), _("Erased.")
    gone = [member, *_in_archives(member)]
    names, exactly = ([], []) if leave_name and by.pk != member.pk else _names_of(gone)
    _take_out(gone, names, exactly, by=by, reason=reason, nobody=nobody, erased=erased)
    return member


@transaction.atomic
def erase_guest(address, *, by, reason, names=()):
    """Take out of the portal what is kept of an address that nobody here signs in with: what a guest said stays, under
    no name; invitations to it, and mail from and to it, are forgotten. A row "Former guest" stays, which tells that.

    `names`: those of `names_of_guest` that go out of everybody's texts too. Anybody can call themselves anything, and a
    guest's name may be a word of the language: the secretariat says which. One that somebody else here bears stays.

    Raises PermissionDenied for all but the secretariat; ValidationError without a reason, where nothing is kept of the
    address, and where it is that of somebody who has a page of their own in the administration. Returns the row.
    """
    if not can_erase_guests(by):
        raise PermissionDenied(_("A person erases themselves, and the secretariat others."))
    if not reason.strip():
        raise ValidationError({"reason": _("Write the reason. It is kept in the log of the administration.")})
    _wait_for_other_erasures()
    known = names_of_guest(address)
    with translation.override(settings.LANGUAGE_CODE):
        nobody, erased = _("Former guest"), _("Erased.")
    # People of an archive have an address and no account: so has a guest, and everything that clears one clears both.
    guest = Member(name=nobody, imported_address=address.strip(), is_active=False)
    guest.set_unusable_password()
    guest.save()
    names, exactly = _distinct([name for name in known if name in set(names)], [guest])
    _take_out([guest], names, exactly, by=by, reason=reason, nobody=nobody, erased=erased)
    return guest


def names_of_guest(address):
    """The names, each once and in order, under which an address without an account is known: of guests of settings'
    KNOWN_GUESTS, and of those who were invited. Raises ValidationError as `erase_guest`."""
    address = address.strip()
    here = Member.objects.filter(Q(email__iexact=address) | Q(imported_address__iexact=address)).first()
    here = here or Member.objects.filter(emailaddress__email__iexact=address).first()
    if here:
        raise ValidationError(_("This is the address of %(name)s. Erase them on their page.") % {"name": here.name})
    invitations = Invitation.objects.filter(email__iexact=address)
    known = [list(invitations.values_list("name", flat=True))]
    known += [import_string(name)(address) for name in settings.KNOWN_GUESTS]
    if not any(known):
        raise ValidationError(_("Nothing is kept of this address."))
    return sorted({name for names in known for name in names if name.strip()})


def _take_out(gone, names, exactly, *, by, reason, nobody, erased):
    """All that erasing does once it is known who goes: `gone`, the first of them the one it is about."""
    member = gone[0]
    handles = [handle for one in gone for handle in (one.handle, *one.former_handles) if handle]
    efface = Effacer(names=names, exactly=exactly, addresses=_addresses_of(gone), handles=handles, instead=nobody)
    exports = [export for one in gone for export in one.data_exports.all()]
    for one in gone:
        _leave_upper_floors(one)
        for name in settings.ERASURE:
            import_string(name)(one, efface)
        _anonymise(one, efface, erased)
    _sweep(efface)
    if by.pk != member.pk:
        told = Member.objects.filter(pk=member.pk)
        LogEntry.objects.log_actions(by.pk, told, CHANGE, efface(f"{erased} {reason.strip()}"), single_object=True)
    _forget_sessions(gone, efface)
    # Last, for files do not come back when a transaction is taken back.
    for export in exports:
        delete_files(export)
    mailbox.discard(efface.names)


def _wait_for_other_erasures():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ERASING_LOCK])


def _leave_upper_floors(member):
    others = Member.objects.filter(is_superuser=True, is_active=True).exclude(pk=member.pk)
    if member.is_superuser and not others.exists():
        raise ValidationError(_("Nobody else can give rights here. Have another superuser appointed first."))
    for name in settings.ON_LEAVING:
        import_string(name)(member, by=member)


def _refuse_words(member):
    """Refuse to let a person alone take out of everybody's texts what may be a word there."""
    things = [_column(path) for path in THINGS]
    texts = [(model, field) for model, field in _swept() if model._meta.app_label not in OF_THEIR_OWN]
    lately = [*member.former_names, *([] if _is_known(member) else [member.name])]
    for borne, columns in [([member.name, *member.former_names], things), (lately, texts)]:
        names, exactly = _distinct(borne, [member])
        efface = Effacer(names=names, exactly=exactly, instead=_("Former member"))
        for model, field in columns:
            if any(efface.within(value) != value for _pk, value in _naming(model, field, efface)):
                raise ValidationError(
                    _("Your name may be a word in texts here. Write to the secretariat: it erases you.")
                )


def _is_known(member):
    """Whether somebody admitted them, and they have not just taken another name."""
    membership = Membership.objects.filter(member=member).first()
    if membership is None or not membership.admitted_through:
        return False
    return member.named_at is None or member.named_at <= timezone.now() - KNOWN_AFTER


def _column(path):
    model, _dot, field = path.rpartition(".")
    model = apps.get_model(model)
    return model, model._meta.get_field(field)


def _in_archives(member):
    """The imported people who are this member: their address in the archive is one that the member has confirmed."""
    confirmed = EmailAddress.objects.filter(user=member, verified=True).values_list("email", flat=True)
    same = Q(pk__in=[])
    for address in confirmed:
        same |= Q(imported_address__iexact=address)
    return list(Member.objects.select_for_update(no_key=True).filter(same).exclude(pk=member.pk))


def _names_of(gone):
    """Their names in two lists, those that differ from everybody else's here, and those that differ by their accents
    alone. A name that somebody else here bears is in neither: in a text it may mean either."""
    return _distinct([name for one in gone for name in (one.name, *one.former_names)], gone)


def _distinct(names, gone):
    others = set(Member.objects.exclude(pk__in=[one.pk for one in gone]).values_list("name", flat=True))
    written, spelt = {name.casefold() for name in others}, {likeness.spelt(name) for name in others}
    own = [name for name in names if name.casefold() not in written]
    return (
        [name for name in own if likeness.spelt(name) not in spelt],
        [name for name in own if likeness.spelt(name) in spelt],
    )


def _addresses_of(gone):
    known = {address for one in gone for address in (one.email, one.imported_address) if address}
    return known | set(EmailAddress.objects.filter(user__in=gone).values_list("email", flat=True))


def _anonymise(member, efface, erased):
    now = timezone.now()
    _anonymise_standing(member, now, erased)
    _anonymise_affiliations(member, now)
    invited = Q(accepted_by=member)
    for address in _addresses_of([member]):
        invited |= Q(email__iexact=address)
    for invitation in Invitation.objects.filter(invited):
        invitation.email = f"erased-{invitation.pk}@erased.invalid"
        invitation.name = invitation.message = ""
        if invitation.accepted_at is None and invitation.revoked_at is None:
            invitation.revoked_at, invitation.revoked_by = now, member
        invitation.save(update_fields=["email", "name", "message", "revoked_at", "revoked_by"])
    Invitation.objects.filter(invited_by=member).update(message="")
    for profile in Profile.objects.filter(member=member):
        profile.expertise.clear()
        profile.delete()
    member.data_exports.all().delete()
    end_sessions(member)
    EmailAddress.objects.filter(user=member).delete()
    Authenticator.objects.filter(user=member).delete()
    SocialAccount.objects.filter(user=member).delete()
    logged = LogEntry.objects.filter(content_type__app_label="members", content_type__model="member")
    logged.filter(object_id=str(member.pk)).update(object_repr=efface.instead)
    member.groups.clear()
    member.user_permissions.clear()
    member.name, member.email, member.imported_address, member.handle = efface.instead, None, "", ""
    member.former_handles, member.former_names, member.named_at = [], [], None
    member.country, member.time_zone, member.mail_language, member.last_login = "", "UTC", "", None
    member.is_active = member.is_staff = member.is_superuser = False
    member.erased_at = now
    member.set_unusable_password()
    # `sessions_ended` was counted up by the database.
    member.save(
        update_fields=[
            "name", "former_names", "named_at", "handle", "former_handles", "email", "imported_address", "country",
            "time_zone", "mail_language", "last_login", "is_active", "is_staff", "is_superuser", "erased_at",
            "password",
        ]
    )  # fmt: skip


def _anonymise_standing(member, now, erased):
    membership = Membership.objects.select_for_update(of=["self"]).filter(member=member).first()
    if membership:
        if membership.state not in {Membership.State.DECLINED, Membership.State.ENDED}:
            membership.state, membership.ended_at = Membership.State.ENDED, now
        membership.statement = ""
        membership.reason = erased if membership.reason else ""
        membership.save(update_fields=["state", "ended_at", "statement", "reason"])
    suspensions = Suspension.objects.filter(membership__member=member)
    suspensions.update(reason=erased)
    suspensions.filter(lifted_at=None).update(lifted_at=now)
    changes = AffiliationChange.objects.filter(member=member)
    changes.filter(decided_at=None).update(
        outcome=AffiliationChange.Outcome.WITHDRAWN, decided_at=now, decided_by=member
    )
    changes.update(note="", organisation_name="")
    changes.exclude(reason="").update(reason=erased)


def _anonymise_affiliations(member, now):
    """Sector and dates stay. The organisation goes, unless enough others speak for it."""
    own = Affiliation.objects.filter(member=member)
    own.current().update(ends_at=now)
    for organisation in set(own.exclude(organisation=None).values_list("organisation", flat=True)):
        if not organisation_is_shared(organisation, member):
            own.filter(organisation=organisation).update(organisation=None, capacity=Affiliation.Capacity.INDIVIDUAL)


def organisation_is_shared(organisation_id, member):
    """Whether enough others speak for this organisation now, so that it names nobody beside a former member's words."""
    others = Member.objects.active_in_alliance().exclude(pk=member.pk)
    speakers = Affiliation.objects.current().filter(organisation=organisation_id, member__in=others)
    return shared_by_enough(speakers.count())


def _sweep(efface):
    """Efface the person in every column with text, of every app: what is added later is swept without being listed."""
    for model, field in _swept():
        _sweep_column(model, field, efface)
    # Written from the name, in an order of its own.
    for organisation in Organisation.objects.filter(name__contains=efface.instead):
        organisation.save(update_fields=["name_key"])


def _swept():
    for model in apps.get_models():
        if model in NOT_SWEPT or model._meta.app_label in APPS_NOT_SWEPT or model._meta.proxy:
            continue
        for field in model._meta.concrete_fields:
            if _may_hold_text(field):
                yield model, field


def _naming(model, field, efface):
    """(pk, value) of each row that may name the person."""
    hinted = Q(pk__in=[])
    for hint in efface.hints:
        hinted |= Q(swept_text__icontains=hint)
    rows = model._base_manager.annotate(swept_text=Cast(field.attname, TextField())).filter(hinted).order_by("pk")
    return rows.values_list("pk", field.attname).iterator(chunk_size=200)


def _may_hold_text(field):
    if isinstance(field, ArrayField):
        return _may_hold_text(field.base_field)
    if field.choices:
        return False
    return isinstance(field, models.CharField | models.TextField | models.JSONField)


def _sweep_column(model, field, efface):
    name = field.attname
    for pk, value in _naming(model, field, efface):
        without = efface.within(value)
        if without == value:
            continue
        if isinstance(field, models.SlugField):
            without = slugify(without)
        if isinstance(without, str) and field.max_length:
            without = without[: field.max_length]
        try:
            with transaction.atomic():
                model._base_manager.filter(pk=pk).update(**{name: without})
        except IntegrityError:
            # Unique, and somebody was erased here before: the row's number tells the two apart.
            without = f"{without[: (field.max_length or 200) - 20]}{' ' if ' ' in without else '-'}{pk}"
            model._base_manager.filter(pk=pk).update(**{name: without})


def _forget_sessions(gone, efface):
    """End every session, in the database and the cache, that is theirs or that is nobody's and names them: a sign-in
    or sign-up under way."""
    store = import_string(f"{settings.SESSION_ENGINE}.SessionStore")
    ids = {str(one.pk) for one in gone}
    for session in Session.objects.iterator(chunk_size=500):
        data = session.get_decoded()
        theirs = str(data.get("_auth_user_id")) in ids
        if not theirs and not efface.names(json.dumps(data, default=str, ensure_ascii=False)):
            continue
        kept = store(session.session_key)
        if theirs or "_auth_user_id" not in data:
            kept.delete()
        else:
            # Somebody else's session, with a word about them that was not shown yet.
            for key, value in data.items():
                kept[key] = efface.within(value)
            kept.save()
