"""Taking one's data along, and being erased."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from members import actions
from members.forms import EraseForm
from members.models import DataExport, Membership
from members.tokens import export_id_of, token_of
from members.views.sent import sent
from portal.fragments import refuse


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True)
def own_data(request):
    """Where the own download stands, and asking for one. For HTMX, how far it is, alone."""
    problem = ""
    if request.method == "POST":
        try:
            actions.ask_for_own_data(request.user, by=request.user)
        except ValidationError as error:
            problem = error.messages[0]
        else:
            return redirect("own_data")
    export = DataExport.objects.visible_to(request.user).filter(member=request.user).first()
    context = {"export": export, "problem": problem}
    if export and export.state == DataExport.State.READY:
        context["token"] = token_of(export)
    template = "members/own_data_state.html" if request.htmx else "members/own_data.html"
    return render(request, template, context, status=422 if problem else 200)


@never_cache
@require_GET
def own_data_file(request, token):
    """The download itself: by a link that we signed and that is not too old, to the member whose it is."""
    try:
        export_id = export_id_of(token)
    except LookupError as problem:
        raise Http404 from problem
    ready = DataExport.objects.visible_to(request.user).filter(state=DataExport.State.READY, member=request.user)
    export = ready.filter(pk=export_id).first()
    if export is None or not export.file.storage.exists(export.file.name):
        raise Http404
    return _give(request, export)


@reauthentication_required
def _give(request, export):
    name = f"own-data-{export.ready_at:%Y-%m-%d}.zip"
    response = FileResponse(export.file.open("rb"), as_attachment=True, filename=name, content_type="application/zip")
    response["X-Content-Type-Options"] = "nosniff"
    return response


@never_cache
@reauthentication_required
def erase(request):
    """Say what goes and what stays, and do it once the own address is typed. Whoever did is a visitor afterwards."""
    hindrance = actions.what_hinders_erasing(request.user)
    form = EraseForm(sent(request), member=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            actions.erase(request.user, by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            logout(request)
            messages.success(request, _("Your account is erased. Nobody can sign in with it any more."))
            return redirect("/")
    membership = Membership.objects.visible_to(request.user).filter(member=request.user).first()
    context = {"form": form, "hindrance": hindrance, "membership": membership}
    if form.errors:
        return refuse(request, "members/own_data_erase.html", context)
    return render(request, "members/own_data_erase.html", context)
