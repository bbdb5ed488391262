"""Where an application stands, and the rules that go with it."""

from django.conf import settings as site_settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from members import actions, waiting
from members.forms import AcceptRulesForm, CorrectApplicationForm
from members.models import Membership, RulesVersion
from members.paragraphs import anchored
from members.views.sent import sent
from portal.fragments import refuse


@login_not_required
@require_GET
def rules(request):
    """The participation rules in force. Each numbered paragraph has an address, as `#rule-2.1`."""
    version = RulesVersion.objects.visible_to(request.user).in_force(timezone.now())
    if version is None:
        raise Http404
    return render(request, "members/rules.html", {"version": version, "text": _as_html(version)})


def _as_html(version):
    # The renderer stands on an upper floor, so it is wired by its name.
    return anchored(import_string(site_settings.MARKDOWN_RENDERER)(version.body))


def application(request):
    """Where the own application stands. A member who was brought in accepts the rules here."""
    mine = Membership.objects.visible_to(request.user).filter(member=request.user)
    membership = mine.select_related("rules").first()
    form = AcceptRulesForm(sent(request))
    if request.method == "POST" and membership and membership.waits_for_rules and form.is_valid():
        actions.accept_rules(membership, by=request.user)
        messages.success(request, _("Welcome. You can now join groups and write in them."))
        return redirect("/")
    usual = waiting.usual_time(timezone.now())
    context = {
        "membership": membership,
        "suspension": membership and membership.suspensions.open().first(),
        "form": form,
        "confirmed": request.user.emailaddress_set.filter(verified=True).exists(),
        "usual_time": usual and waiting.in_words(usual),
        "affiliation": request.user.affiliation,
    }
    if form.errors:
        return refuse(request, "members/application.html", context)
    return render(request, "members/application.html", context)


def correct_application(request):
    """Put right for whom one speaks and what one wrote, while the application waits."""
    membership = Membership.objects.visible_to(request.user).filter(member=request.user).first()
    if membership is None or membership.state != Membership.State.APPLIED:
        return redirect("application")
    data = CorrectApplicationForm.taking(sent(request)) if request.method == "POST" else None
    form = CorrectApplicationForm(data, application=membership, affiliation=request.user.affiliation)
    if data is not None and form.is_valid():
        try:
            actions.correct_application(
                membership,
                by=request.user,
                sector=form.cleaned_data["sector"],
                organisation_name=form.cleaned_data["organisation_name"],
                statement=form.cleaned_data["statement"],
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Your application is changed. The secretariat reads it as it stands now."))
            return redirect("application")
    if form.errors:
        return refuse(request, "members/application_change.html", {"form": form})
    return render(request, "members/application_change.html", {"form": form})
