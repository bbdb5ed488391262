"""Whether mail reaches one's address; and, for the secretariat, what every mail looks like."""

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import admin, messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_safe

from portal.mailbox_views import SANDBOX, as_it_looks
from portal.postoffice import actions, samples
from portal.postoffice.models import Mailbox


@require_http_methods(["GET", "HEAD", "POST"])
def mail_address(request):
    """Why no more mail goes to the reader's address, and the button that says that it works again."""
    mailbox = Mailbox.objects.visible_to(request.user).of([request.user.email]).stopped().first()
    if request.method != "POST":
        return render(request, "portal/mail_address.html", {"mailbox": mailbox})
    if mailbox:
        actions.work_again(mailbox, by=request.user)
        messages.success(request, _("Mail goes to %(address)s again.") % {"address": mailbox.address})
    return HttpResponseRedirect(reverse("mail_address"))


@require_safe
@csp_update({"frame-src": [SELF]})
def sample_mails(request):
    """Every mail that the portal writes, and one of them: its headers, its HTML in a frame, its text. `?mail=` is its
    key."""
    every = samples.every()
    sample = _sample(request, every)
    context = {
        **admin.site.each_context(request),
        "title": _("What our mails say"),
        "samples": every.values(),
        "sample": sample,
        "letter": sample.letter(),
        "sandbox": SANDBOX,
    }
    return render(request, "admin/postoffice/samples.html", context)


@require_safe
@xframe_options_sameorigin
def sample_mail_html(request):
    """The HTML of that mail, under a policy of its own."""
    return as_it_looks(_sample(request, samples.every()).letter().html)


def _sample(request, every):
    """The one that was asked for; the first without a question."""
    try:
        return every[request.GET.get("mail") or next(iter(every))]
    except KeyError as error:
        raise Http404 from error
