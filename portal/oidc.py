"""Organisations that sign their people in: from the environment's OIDC_PROVIDERS to what the settings need."""

from urllib.parse import urlsplit


def providers(given):
    """django-allauth's settings for these providers: objects with id, name, client_id, secret, server_url, and maybe
    trusted_email."""
    apps = [
        {
            "provider_id": provider["id"],
            "name": provider["name"],
            "client_id": provider["client_id"],
            "secret": provider["secret"],
            "settings": {
                "server_url": provider["server_url"],
                "trusted_email": provider.get("trusted_email") is True,
            },
        }
        for provider in given
    ]
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": apps}}


def origins(given):
    """Where the browser goes to sign in there: each provider's own origin, and those named as its "origins"."""
    own = {f"{url.scheme}://{url.netloc}" for url in (urlsplit(provider["server_url"]) for provider in given)}
    return sorted(own.union(*(provider.get("origins", []) for provider in given)))
