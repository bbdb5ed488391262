"""What somebody types who signs up, and what the pages answer."""

import re

from tests import factories

URL = "/accounts/signup/"
PASSWORD = "seven small green doors"


def you(**fields):
    return {
        "name": "Ana Quispe",
        "email": "ana@example.org",
        "country": "PE",
        "time_zone": "America/Lima",
        **fields,
    }


def sector(mark="civil", **fields):
    return {"sector": str(factories.sector(mark).pk), "organisation_name": "Andes Digital Rights", **fields}


def end(**fields):
    return {"password1": PASSWORD, "accept_rules": "on", "statement": "To be heard.", **fields}


def everything(**fields):
    return {**you(), **sector(), **end(), **fields}


def carried(response):
    """What the page would send back besides its own boxes: the hidden inputs, as a browser reads them."""
    page = response.content.decode()
    return dict(re.findall(r'<input type="hidden" name="([a-z_0-9]+)" value="([^"]*)">', page))


def errors(response):
    return {name: list(texts) for name, texts in response.context["form"].errors.items()}
