"""Addresses, wired by strings: the ground knows nothing of what stands on it."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from portal import health, kit, webhook_urls

handler400 = "portal.errors.bad_request"
handler403 = "portal.errors.permission_denied"
handler404 = "portal.errors.page_not_found"
handler429 = "portal.errors.too_many_requests"
handler500 = "portal.errors.server_error"

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/", admin.site.urls),
    path("accounts/", include("members.account_urls")),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("accounts/organisation/", include("allauth.socialaccount.urls")),
    path("accounts/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("accounts/sessions/", include("allauth.usersessions.urls")),
    path("mail/", include("portal.postoffice.urls")),
    path("members/", include("members.urls")),
    path("workstreams/", include("workstreams.recommendations.group_urls")),
    path("workstreams/", include("workstreams.consultations.group_urls")),
    path("workstreams/", include("workstreams.consensus.group_urls")),
    path("workstreams/", include("workstreams.publications.group_urls")),
    path("workstreams/", include("workstreams.groups.urls")),
    path("workstreams/", include("workstreams.moderation.urls")),
    path("workstreams/", include("workstreams.balance.group_urls")),
    path("workstreams/", include("workstreams.discussion.urls")),
    path("balance/", include("workstreams.balance.urls")),
    path("", include("workstreams.consensus.urls")),
    path("comments/", include("workstreams.consultations.urls")),
    path("desk/", include("workstreams.desk.urls")),
    path("digests/", include("workstreams.digests.urls")),
    path("directory/", include("workstreams.directory.urls")),
    path("texts/", include("workstreams.recommendations.urls")),
    path("publications/", include("workstreams.publications.urls")),
    path("search/", include("workstreams.search.urls")),
    path("notices/", include("workstreams.notices.urls")),
    path("", include("workstreams.moderation.alliance_urls")),
    path("", include("workstreams.publications.alliance_urls")),
    path("", include("portal.preferences_urls")),
    path("", include("workstreams.home.urls")),
]
if settings.MAIL_PROVIDER:
    hooks = webhook_urls.patterns_of(settings.MAIL_PROVIDER, settings.ANYMAIL["WEBHOOK_SECRET"])
    urlpatterns.append(path("mail/hooks/", include(hooks)))
if settings.DEMO:
    urlpatterns = [
        path("demo/mail/", include("portal.mailbox_urls")),
        path("demo/kit/", kit.kit, name="kit"),
        *urlpatterns,
    ]
