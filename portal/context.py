"""What every page may say about the site itself. No query: error pages use it too."""

from django.conf import settings

from portal import preferences


def site(request):
    """`site`: name, demo, url, source_code_url; `theme`: "light", "dark", or "" when the system decides."""
    return {
        "site": {
            "name": settings.ALLIANCE_NAME,
            "demo": settings.DEMO,
            "url": settings.SITE_URL,
            "source_code_url": settings.SOURCE_CODE_URL,
        },
        "theme": preferences.theme_of(request),
    }
