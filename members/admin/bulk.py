"""What an action does to many rows at once, and how it is told."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import ngettext


def each(request, queryset, act):
    """Do `act` to each, one transaction each; what could not be done is told with its reason. Returns how many."""
    done, problems = 0, []
    for one in queryset:
        try:
            act(one)
            done += 1
        except (ValidationError, PermissionDenied) as problem:
            problems.append(problem.messages[0] if isinstance(problem, ValidationError) else str(problem))
    if problems:
        text = ngettext("%(count)s not: %(why)s", "%(count)s not: %(why)s", len(problems))
        messages.warning(request, text % {"count": len(problems), "why": " ".join(problems)})
    return done


def say(request, done, text):
    if done:
        messages.success(request, text)
