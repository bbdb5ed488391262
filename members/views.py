"""Joining, and what members see and change about themselves."""

from allauth.account import views as account
from django.conf import settings as site_settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from members import actions, waiting
from members.forms import AcceptRulesForm, ProfileForm, SignupForm
from members.models import Membership, Organisation, RulesVersion
from members.paragraphs import anchored
from portal.fragments import UNPROCESSABLE, refuse

#: How many organisations are suggested while somebody types.
SUGGESTIONS = 20


class SignupView(account.SignupView):
    """Three pages at one address, and nothing stored before the last: what was answered travels with the form.

    `step` says which page was sent. A POST without it is the whole form.
    """

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "page": 1}

    def post(self, request, *args, **kwargs):
        step = self._step(request.POST)
        if "back" in request.POST:
            return self._ask(step - 1)
        form = SignupForm(request.POST, upto=step)
        if not form.is_valid():
            return self._refuse(form)
        if step < SignupForm.LAST:
            return self._ask(step + 1)
        return self.form_valid(form)

    @staticmethod
    def _step(data):
        step = data.get("step", "")
        return int(step) if step in {str(number) for number in range(1, SignupForm.LAST)} else SignupForm.LAST

    def _ask(self, page):
        page = max(1, page)
        form = SignupForm(initial=dict(self.request.POST.items()), page=page)
        if self.request.POST.get("time_zone"):
            form.fields["time_zone"].widget.attrs.pop("data-guess", None)
        return self.render_to_response(self.get_context_data(form=form))

    def _refuse(self, form):
        form.page = form.first_wrong_page()
        return self.render_to_response(self.get_context_data(form=form), status=UNPROCESSABLE)

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except ValidationError as error:
            # What the form found in order changed before it was stored.
            form.add_error(None, error)
            return self._refuse(form)
        except IntegrityError:
            # The same address, sent twice in the same moment: the second answer is as for any known address.
            form = SignupForm(self.request.POST)
            return super().form_valid(form) if form.is_valid() else self._refuse(form)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        form = context["form"]
        data = self.request.POST
        context["page"] = form.page
        context["pages"] = range(1, SignupForm.LAST + 1)
        context["carried"] = SignupForm.answers(data, without={form.page})
        return context


@login_not_required
@require_GET
def organisation_suggestions(request):
    """Approved organisations whose name holds what was typed, as options for the box on the sign-up page."""
    text = (request.GET.get("q") or request.GET.get("organisation_name") or "").replace("\x00", "").strip()
    found = Organisation.objects.visible_to(request.user).suggested_for(text)[:SUGGESTIONS] if text else []
    return render(request, "members/organisation_options.html", {"organisations": found})


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


def _sent(request):
    # A form sent with nothing in it was sent, too.
    return request.POST if request.method == "POST" else None


def application(request):
    """Where the own application stands. A member who was brought in accepts the rules here."""
    mine = Membership.objects.visible_to(request.user).filter(member=request.user)
    membership = mine.select_related("rules").first()
    form = AcceptRulesForm(_sent(request))
    if request.method == "POST" and membership and membership.waits_for_rules and form.is_valid():
        actions.accept_rules(membership, by=request.user)
        messages.success(request, _("Welcome. You can now join groups and write in them."))
        return redirect("/")
    usual = waiting.usual_time(timezone.now())
    context = {
        "membership": membership,
        "form": form,
        "confirmed": request.user.emailaddress_set.filter(verified=True).exists(),
        "usual_time": usual and waiting.in_words(usual),
        "affiliation": request.user.affiliation,
    }
    if form.errors:
        return refuse(request, "members/application.html", context)
    return render(request, "members/application.html", context)


def settings(request):
    """What members say about themselves, with their own Save."""
    member = request.user
    now = {"name": member.name, "country": member.country.code, "time_zone": member.time_zone}
    form = ProfileForm(_sent(request), initial=now)
    if request.method == "POST" and form.is_valid():
        actions.change_profile(member, by=member, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(request.path)
    context = {"form": form, "affiliation": member.affiliation}
    if form.errors:
        return refuse(request, "members/settings.html", context)
    return render(request, "members/settings.html", context)
