"""Sign-up for somebody who came through their organisation's own sign-in."""

from allauth.socialaccount.internal.flows import signup as pending
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator

from members.forms import OrganisationSignupForm
from members.views.signup import SignupView


@method_decorator(login_not_required, name="dispatch")
class OrganisationSignupView(SignupView):
    """The three pages of sign-up, with name and address filled in as the provider told them. Who comes this way applies
    like everybody else: the provider says who they are, not for which sector they speak."""

    def dispatch(self, request, *args, **kwargs):
        self.sociallogin = pending.get_pending_signup(request)
        if self.sociallogin is None:
            return HttpResponseRedirect(reverse("account_login"))
        return super().dispatch(request, *args, **kwargs)

    def get_form(self, form_class=None):
        return self.form_of(**self.get_form_kwargs())

    def form_of(self, *args, **kwargs):
        return OrganisationSignupForm(*args, sociallogin=self.sociallogin, **kwargs)

    def store(self, form):
        _user, response = form.try_save(self.request)
        pending.clear_pending_signup(self.request)
        return response or pending.complete_social_signup(self.request, self.sociallogin)
