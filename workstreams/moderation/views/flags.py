"""What became of one's own flags."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.fragments import refuse
from workstreams.moderation import actions, raised
from workstreams.moderation.forms import AdditionForm
from workstreams.moderation.models import Flag
from workstreams.moderation.views.frame import PAGE_SIZE


@require_safe
def my_flags(request):
    """The flags that this reader raised, the newest first, each with its state."""
    flags = Flag.objects.visible_to(request.user).order_by("-created_at", "-pk")
    page = Paginator(flags, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": raised.rows(page.object_list, request.user)}
    return render(request, "workstreams/moderation/my_flags.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def my_flag(request, pk):
    """One own flag: what one said, where it stands, what was decided; by POST, a sentence more."""
    flag = get_object_or_404(Flag.objects.visible_to(request.user), pk=pk)
    form = AdditionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_to_flag(flag, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("It stands with your flag now."))
            return redirect(flag)
    (row,) = raised.rows(Flag.objects.visible_to(request.user).filter(pk=flag.pk), request.user)
    template = "workstreams/moderation/my_flag.html"
    context = {"row": row, "form": form}
    return refuse(request, template, context) if request.method == "POST" else render(request, template, context)
