"""One's next digest as it stands at this moment: composed like the mail itself, and not sent."""

from csp.constants import SELF
from csp.decorators import csp_update
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from workstreams.digests import delivery, overview
from workstreams.digests.models import Subscription

PAGES = "workstreams/digests"
# A mail is styled inside and may load nothing. Its links open beside it, in a page that is not bound by this.
SANDBOX = "allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'none'; form-action 'none'; frame-ancestors 'self'; "
    f"sandbox {SANDBOX}"
)


@require_safe
@never_cache
@csp_update({"frame-src": [SELF]})
def digest_preview(request):
    """When the next digest comes, and all that it would say if it went now."""
    digest = _next(request.user)
    made = digest and delivery.preview(digest)
    context = {"digest": digest, "mail": made if _is_mail(made) else None, "sandbox": SANDBOX}
    context["reason"] = "" if _is_mail(made) or not made else made.reason
    return render(request, f"{PAGES}/preview.html", context)


@require_safe
@never_cache
@xframe_options_sameorigin
def digest_preview_mail(request):
    """The mail alone, under a policy of its own; the frame in `digest_preview` shows it."""
    digest = _next(request.user)
    made = digest and delivery.preview(digest)
    if not _is_mail(made):
        raise Http404
    html = made.alternatives[0][0].replace("<head>", '<head><base target="_top">', 1)
    return HttpResponse(html, headers={"Content-Security-Policy": MAIL_POLICY})


def _next(member):
    subscription = Subscription.objects.visible_to(member).select_related("member__membership").first()
    return overview.next_digest(subscription) if subscription else None


def _is_mail(made):
    return hasattr(made, "alternatives")
