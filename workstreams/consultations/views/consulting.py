"""Opening a consultation, closing it, and moving its end."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.fragments import refuse
from workstreams.consultations import actions
from workstreams.consultations.forms import CloseForm, EndForm, OpenForm
from workstreams.consultations.models import Consultation
from workstreams.consultations.permissions import can_consult
from workstreams.consultations.views.frame import document_or_404, tell, way_up
from workstreams.recommendations.steps import Step, ends_at


@require_http_methods(["GET", "HEAD", "POST"])
def consultation_open(request, slug, pk):
    """Ask an audience for comments on the newest revision."""
    document = _led_or_404(request, slug, pk)
    if document.where != Step.LAST_CALL and request.method != "POST":
        messages.info(request, _("A consultation opens after the last call in the group."))
        return HttpResponseRedirect(document.get_absolute_url())
    end = timezone.localtime(ends_at(Step.CONSULTATION, timezone.now())).date()
    form = OpenForm(request.POST if request.method == "POST" else None, initial={"ends": end})

    def act(audience, ends):
        actions.open_consultation(document, by=request.user, audience=audience, closes_at=ends)

    return _kept(request, document, form, act, _("The consultation is open."), "open")


@require_http_methods(["GET", "HEAD", "POST"])
def consultation_close(request, slug, pk):
    """Take no more comments, and go on to answering them."""
    document = _led_or_404(request, slug, pk)
    consultation = _open_or_404(request, document)
    form = CloseForm(request.POST if request.method == "POST" else None)

    def act(why):
        actions.close_consultation(consultation, by=request.user, why=why)

    more = {"consultation": consultation}
    return _kept(
        request, document, form, act, _("The consultation is closed. Every comment is answered now."), "close", more
    )


@require_http_methods(["GET", "HEAD", "POST"])
def consultation_end(request, slug, pk):
    """Let the consultation end at another day, and say why."""
    document = _led_or_404(request, slug, pk)
    consultation = _open_or_404(request, document)
    initial = {"ends": timezone.localtime(consultation.closes_at).date()}
    form = EndForm(request.POST if request.method == "POST" else None, initial=initial)

    def act(ends, why):
        actions.move_end(consultation, by=request.user, ends=ends, why=why)

    more = {"consultation": consultation}
    return _kept(request, document, form, act, _("The consultation ends at another day now."), "end", more)


def _led_or_404(request, slug, pk):
    document = document_or_404(request, slug, pk)
    if not can_consult(request.user, document):
        raise PermissionDenied(_("The leads of the group open and close consultations."))
    return document


def _open_or_404(request, document):
    visible = Consultation.objects.visible_to(request.user).filter(recommendation=document).open()
    return get_object_or_404(visible.select_related("revision", "recommendation"))


def _kept(request, document, form, act, done, page, more=None):
    if form.is_valid():
        try:
            act(**form.cleaned_data)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, done)
            return HttpResponseRedirect(document.get_absolute_url())
    answer = refuse if request.method == "POST" else render
    context = {"document": document, "crumbs": way_up(document), "form": form, **(more or {})}
    return answer(request, f"workstreams/consultations/{page}.html", context)
