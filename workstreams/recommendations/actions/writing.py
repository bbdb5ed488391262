"""Writing documents. One transaction each; the actor is `by`."""

import hashlib

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from members.permissions import can_bring_in
from workstreams.groups.models import WorkingGroup
from workstreams.markup.blocks import blocks_of, rewritten
from workstreams.markup.rendering import is_blank, render
from workstreams.recommendations.actions.holding import held
from workstreams.recommendations.actions.recording import record
from workstreams.recommendations.clauses import BODY_LENGTH, MOST_CLAUSES, clauses_of, matched
from workstreams.recommendations.clauses import Clause as Told
from workstreams.recommendations.models import Clause, ClauseText, Event, Recommendation, Revision
from workstreams.recommendations.models.documents import TITLE_LENGTH
from workstreams.recommendations.permissions import can_begin, can_write
from workstreams.recommendations.steps import NAMES, TEXT_CHANGES


@transaction.atomic
def begin(group, *, by, title, body):
    """Begin a document in a group, as an idea, with its first revision. Returns it.

    Raises PermissionDenied for those without a seat, ValidationError for a group that takes nothing new, or a title or
    text that will not do.
    """
    group = WorkingGroup.objects.select_for_update(no_key=True).get(pk=group.pk)
    if not can_begin(by, group):
        raise PermissionDenied(_("Those who take part in this group begin documents here."))
    return _begin(group, by=by, title=title, body=body)


@transaction.atomic
def bring_in(group, *, by, title, body):
    """Begin a document that was written elsewhere, as `begin`: by the secretariat, which needs no seat for it."""
    group = WorkingGroup.objects.select_for_update(no_key=True).get(pk=group.pk)
    if not can_bring_in(by):
        raise PermissionDenied(_("Only the secretariat brings in what was written elsewhere."))
    return _begin(group, by=by, title=title, body=body)


def _begin(group, *, by, title, body):
    if not group.takes_posts:
        raise ValidationError(_("This group takes nothing new now."))
    title = _title(title)
    recommendation = Recommendation.objects.create(group=group, title=title, created_by=by)
    record(recommendation, Event.Kind.STEP, by=by, after=recommendation.step)
    _keep(recommendation, None, by=by, body=_body(body), note="")
    return recommendation


@transaction.atomic
def revise(recommendation, *, by, body, note, base):
    """Keep a new revision of the text; the earlier ones stay. `base` is the number of the revision that was read before
    writing; `note` says in a line what changed. Returns the revision.

    Raises PermissionDenied for those who do not edit it; ValidationError in a step in which the text rests, in a group
    that rests or is concluded, when nothing is changed, or when somebody wrote a newer revision in the meantime (code
    "overtaken").
    """
    recommendation = held(recommendation)
    if not can_write(by, recommendation):
        raise PermissionDenied(_("The editors and leads of the group write this text."))
    _ask_that_it_changes(recommendation)
    if not recommendation.group.takes_posts:
        raise ValidationError(recommendation.group.closed_because)
    newest = recommendation.revisions.newest_first().first()
    if base != newest.number:
        raise ValidationError(
            _("Somebody saved a newer text while you were writing. Both are shown: bring them together, and save."),
            code="overtaken",
        )
    body, note = _body(body), " ".join(note.split())
    if body == newest.body:
        raise ValidationError({"body": _("This is the text as it stands. Change something, or go back.")})
    if not note:
        raise ValidationError({"note": _("Say in a line what changed.")})
    most = Revision._meta.get_field("note").max_length
    if len(note) > most:
        raise ValidationError(
            {"note": _("%(most)d characters fit. This has %(has)d.") % {"most": most, "has": len(note)}}
        )
    return _keep(recommendation, newest, by=by, body=body, note=note)


@transaction.atomic
def retitle(recommendation, *, by, title):
    """Give a document another title. The earlier one stays in its history.

    Raises PermissionDenied for those who do not edit it; ValidationError in a step in which the text rests, for what is
    adopted is published as it was called, or for a title that will not do.
    """
    recommendation = held(recommendation)
    if not can_write(by, recommendation):
        raise PermissionDenied(_("The editors and leads of the group give this text its title."))
    _ask_that_it_changes(recommendation)
    title, before = _title(title), recommendation.title
    if title != before:
        recommendation.title = title
        recommendation.save(update_fields=["title"])
        record(recommendation, Event.Kind.TITLE, by=by, before=before, after=title)
    return recommendation


def _ask_that_it_changes(recommendation):
    if recommendation.where not in TEXT_CHANGES:
        raise ValidationError(
            _("In this step (%(step)s) the text rests, so that all speak of the same.")
            % {"step": NAMES[recommendation.where]}
        )


def _keep(recommendation, newest, *, by, body, note):
    """The next revision with its clauses: those that were there before keep who they are."""
    revision = Revision.objects.create(
        recommendation=recommendation,
        number=newest.number + 1 if newest else 1,
        body=body,
        note=note,
        written_by=by,
    )
    before = [
        Told(text.number, text.source, text.level, text.title, identity=text.clause_id)
        for text in (newest.texts.in_order() if newest else ())
    ]
    told = matched(before, clauses_of(body))
    new = iter(
        Clause.objects.bulk_create(Clause(recommendation=recommendation) for one in told if one.identity is None)
    )
    definitions = blocks_of(body).definitions
    ClauseText.objects.bulk_create(
        ClauseText(
            revision=revision,
            clause_id=one.identity if one.identity is not None else next(new).pk,
            position=position,
            number=one.number,
            level=one.level,
            title=one.title[:500],
            source=one.source,
            html=render(one.source, definitions=definitions),
            words_hash=hashlib.sha256(one.source.encode()).hexdigest(),
        )
        for position, one in enumerate(told)
    )
    record(recommendation, Event.Kind.REVISION, by=by, revision_number=revision.number, why=note)
    return revision


def put_together(revision, sources):
    """The text of a revision with these sources for its clauses, in their order, and those beyond them at its end; what
    no clause shows stays where it stands."""
    return rewritten(revision.body, sources)


def _title(title):
    title = " ".join(title.split())
    fewest, most = TITLE_LENGTH
    if not fewest <= len(title) <= most or "\x00" in title:
        raise ValidationError(
            {"title": _("Write a title of %(fewest)d to %(most)d characters.") % {"fewest": fewest, "most": most}}
        )
    return title


def _body(body):
    body = body.replace("\r\n", "\n").strip()
    if is_blank(body):
        raise ValidationError({"body": _("Write the text, or its first sentence.")})
    if "\x00" in body:
        raise ValidationError({"body": _("There is a character in this that cannot be kept (NUL). Take it out.")})
    if len(body) > BODY_LENGTH:
        raise ValidationError(
            {
                "body": _("This has %(has)s characters, and %(most)s fit. Shorten it.")
                % {
                    "has": number_format(len(body), force_grouping=True),
                    "most": number_format(BODY_LENGTH, force_grouping=True),
                }
            }
        )
    if len(clauses_of(body)) > MOST_CLAUSES:
        raise ValidationError({"body": _("This has more than %(most)d clauses.") % {"most": MOST_CLAUSES}})
    return body
