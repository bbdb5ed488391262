"""An identity provider that runs, and somebody's way through it."""

import json
import re
import socket
import subprocess
import sys
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
import requests

from portal import oidc
from tests.members.oidc.provider import CLIENT_ID, CLIENT_SECRET

PASSWORD = "the organisation's own"
PEOPLE = [
    {"email": "ana@acme.example", "name": "Ana Quispe", "verified": True, "password": PASSWORD},
    {"email": "bo@acme.example", "name": "Bo Lind", "verified": False, "password": PASSWORD},
]
CALLBACK = "http://testserver/accounts/oidc/acme/login/callback/"


@dataclass
class Provider:
    url: str

    def named(self, **fields):
        """How the portal's environment names it."""
        return {
            "id": "acme",
            "name": "Acme Institute",
            "client_id": CLIENT_ID,
            "secret": CLIENT_SECRET,
            "server_url": self.url,
            **fields,
        }


@pytest.fixture(scope="module")
def provider(tmp_path_factory):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("provider")
    told = {"port": port, "folder": str(folder), "callback": CALLBACK, "people": PEOPLE}
    command = [sys.executable, "-m", "tests.members.oidc.provider", json.dumps(told)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout.readline() == "ready\n"
            yield Provider(f"http://127.0.0.1:{port}")
        finally:
            process.terminate()


@pytest.fixture
def come(client, settings, provider):
    """Sign in at the portal through the provider, as a browser does: `come(email, trusted_email=True)` returns the
    portal's answer to what the provider sent back."""

    def through(email, *, process="login", **fields):
        settings.SOCIALACCOUNT_PROVIDERS = oidc.providers([provider.named(**fields)])
        begun = client.post(f"/accounts/oidc/acme/login/?process={process}")
        assert begun.status_code == 302 and begun.headers["Location"].startswith(provider.url)
        browser = requests.Session()
        page = browser.get(begun.headers["Location"])
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)[1]
        answer = browser.post(
            page.url,
            {"login": email, "password": PASSWORD, "csrfmiddlewaretoken": token},
            allow_redirects=False,
        )
        while not answer.headers.get("Location", CALLBACK).startswith(CALLBACK):
            answer = browser.get(provider.url + answer.headers["Location"], allow_redirects=False)
        back = urlsplit(answer.headers["Location"])
        return client.get(f"{back.path}?{back.query}")

    return through
