"""Organisations that sign their people in: from the environment's OIDC_PROVIDERS to what the settings need."""

from urllib.parse import urlsplit


def providers(given):
    """django-allauth's settings for these providers: objects with id, name, client_id, secret, server_url, and maybe
    trusted_email: true, or the domains of the addresses that it is trusted with."""
    apps = [
        {
            "provider_id": provider["id"],
            "name": provider["name"],
            "client_id": provider["client_id"],
            "secret": provider["secret"],
            "settings": {
                "server_url": provider["server_url"],
                "trusted_email": _trusted(provider.get("trusted_email")),
            },
        }
        for provider in given
    ]
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": apps}}


def _trusted(said):
    """True, or a list of domains; anything else is no trust, however it was meant."""
    return said if said is True or isinstance(said, list) else []


def origins(given):
    """Where the browser goes to sign in there: each provider's own origin, and those named as its "origins"."""
    own = {f"{url.scheme}://{url.netloc}" for url in (urlsplit(provider["server_url"]) for provider in given)}
    return sorted(own.union(*(provider.get("origins", []) for provider in given)))
