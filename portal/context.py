"""What every page may say about the site itself. No query: error pages use it too."""

from django.conf import settings

from portal import preferences


def alliance():
    """Who we are: name, secretariat (its mail address), demo, url, source_code_url."""
    return {
        "name": settings.ALLIANCE_NAME,
        "secretariat": settings.SECRETARIAT_EMAIL,
        "demo": settings.DEMO,
        "url": settings.SITE_URL,
        "source_code_url": settings.SOURCE_CODE_URL,
    }


def site(request):
    """`alliance` and `site`: see above; `theme`: "light", "dark", or "" when the system decides.

    The base template says `alliance`, for allauth's views put a `site` of their own (the host) into their pages.
    """
    return {"alliance": alliance(), "site": alliance(), "theme": preferences.theme_of(request)}
