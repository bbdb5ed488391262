"""One answer for two readers: a fragment for HTMX, the whole page or a redirect for everyone else."""

from django.http import HttpResponseRedirect
from django.shortcuts import render

#: Understood, but not as it stands: the form comes back with what was typed and what to put right.
UNPROCESSABLE = 422


def fragment_or_redirect(request, template, context, *, to):
    """After something was done: the fragment with what changed for HTMX, else a redirect to the address `to`."""
    if request.htmx:
        return render(request, template, context)
    return HttpResponseRedirect(str(to))


def refuse(request, template, context):
    """The form again, with status 422, what was typed, and what to put right.

    `template` may be a pair (fragment for HTMX, whole page).
    """
    if not isinstance(template, str):
        fragment, page = template
        template = fragment if request.htmx else page
    return render(request, template, context, status=UNPROCESSABLE)
