"""Joining: the three pages of sign-up, and the organisations that they suggest."""

from allauth.account import views as account
from allauth.core.internal import ratelimit
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from members.forms import SignupForm
from members.invitations import find
from members.models import Organisation
from members.reception import landing, standing_of
from members.views.entrance import MAIL_AWAY, UNAVAILABLE
from portal.fragments import UNPROCESSABLE
from portal.mail import MailAway

#: How many organisations are suggested while somebody types.
SUGGESTIONS = 20
TOO_MANY = 429


class SignupView(account.SignupView):
    """Three pages at one address, and nothing stored before the last: what was answered travels with the form.

    `step` says which page was sent. A POST without it is the whole form. `?invitation=` opens it for somebody invited.
    """

    leads_to = ""

    def get(self, request, *args, **kwargs):
        secret = request.GET.get("invitation", "")
        if secret and not standing_of(request.user, find(secret)).may_sign_up:
            # Its own page says what is the matter with it.
            return redirect("invitation", secret)
        return super().get(request, *args, **kwargs)

    def get_initial(self):
        secret = self.request.GET.get("invitation", "")
        found = find(secret) if secret else None
        invited = {"invitation": secret, "name": found.name, "email": found.email} if found else {}
        return {**super().get_initial(), **invited}

    def get_success_url(self):
        """Who was invited lands where the invitation leads."""
        return self.leads_to or super().get_success_url()

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "page": 1}

    def form_of(self, *args, **kwargs):
        """The form with these answers. Whoever comes from their organisation's sign-in has one of their own."""
        return SignupForm(*args, **kwargs)

    def store(self, form):
        """Make the account, and answer."""
        return super().form_valid(form)

    def post(self, request, *args, **kwargs):
        request.POST = SignupForm.taking(request.POST)
        step = self._step(request.POST)
        if "back" in request.POST:
            return self._ask(step - 1)
        form = self.form_of(request.POST, upto=step)
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
        form = self.form_of(initial=dict(self.request.POST.items()), page=page)
        if self.request.POST.get("time_zone"):
            form.fields["time_zone"].widget.attrs.pop("data-guess", None)
        return self.render_to_response(self.get_context_data(form=form))

    def _refuse(self, form, status=UNPROCESSABLE):
        form.page = form.first_wrong_page()
        return self.render_to_response(self.get_context_data(form=form), status=status)

    def form_valid(self, form):
        if form.invitation:
            self.leads_to = landing(form.invitation)
        try:
            # Without the mail with its code an account is of no use: both, or nothing.
            with transaction.atomic():
                return self.store(form)
        except MailAway:
            logout(self.request)
            form.add_error(None, MAIL_AWAY)
            return self._refuse(form, status=UNAVAILABLE)
        except ValidationError as error:
            # What the form found in order changed before it was stored.
            form.add_error(None, error)
            return self._refuse(form)
        except IntegrityError:
            # The same address, sent twice in the same moment: the second answer is as for any known address.
            form = self.form_of(self.request.POST)
            return self.store(form) if form.is_valid() else self._refuse(form)

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
    """Approved organisations whose name holds what was typed, as options for the box on the sign-up page.

    Too often from one address of the network, and there are none for a while: the box takes any name without them.
    """
    # allauth's own door to its limits counts no GET.
    if not ratelimit.consume(request, app="allauth.account", action="organisation_suggestions", limit_get=True):
        return HttpResponse(status=TOO_MANY)
    text = (request.GET.get("q") or request.GET.get("organisation_name") or "").replace("\x00", "").strip()
    found = Organisation.objects.visible_to(request.user).suggested_for(text)[:SUGGESTIONS] if text else []
    return render(request, "members/organisation_options.html", {"organisations": found})
