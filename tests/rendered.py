"""What the test client keeps of templates: the context of the page, and not a copy more for each piece of it. A page
has some hundred pieces, and no test asks for theirs."""

from django.test import client

_store = client.store_rendered_templates


def _of_the_page_alone(store, signal, sender, template, context, **kwargs):
    if "context" not in store:
        _store(store, signal, sender, template, context, **kwargs)


def pytest_configure():
    client.store_rendered_templates = _of_the_page_alone
