"""The call whose page it is, with what each of its pages needs."""

import uuid

from django.shortcuts import get_object_or_404

from workstreams.consensus.forms import PositionForm
from workstreams.consensus.models import Call
from workstreams.recommendations.heading import crumbs, see_group

_RELATED = ("recommendation__group__area", "revision", "opened_by__membership", "outcome__stated_by__membership")


def call_or_404(request, pk):
    """The call with its document. What is not this reader's to know does not exist."""
    call = get_object_or_404(Call.objects.visible_to(request.user).select_related(*_RELATED), pk=pk)
    call.revision.recommendation = call.recommendation
    return call


def way_up(call, user, *more):
    """The breadcrumb of a page below the call's own. One query."""
    document = call.recommendation
    is_inside = see_group(document, user)
    return crumbs(
        document,
        (document.title, document.get_absolute_url()),
        (call._meta.verbose_name.capitalize(), call.get_absolute_url()),
        *more,
        is_inside=is_inside,
    )


def position_form(own, texts, data=None):
    """The form in which a position is taken, filled with what was said before. `texts`: of the clauses it may name."""
    initial = {"submission": uuid.uuid4()}
    if own:
        initial |= {"stance": own.stance, "reason": own.reason}
        if raised := getattr(own, "objection", None):
            initial |= {"clause": raised.clause_id, "change": raised.change}
    return PositionForm(data, initial=initial, texts=texts)


def tell(form, error):
    """Show what an action refused at the field that it names, or on top where the form has no such field."""
    for name, messages in getattr(error, "error_dict", {None: [error]}).items():
        for message in messages:
            form.add_error(name if name in form.fields else None, message)
