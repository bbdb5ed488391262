"""Whether mail reaches one's address."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.postoffice import actions
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
