"""An organisation's identity provider, as the portal meets it: a process of its own, with its own people and pages.

    python -m tests.members.oidc.provider CONFIGURATION

The configuration is JSON: port, folder, callback (an address of the portal), people (email, name, verified, password).
It is django-allauth's own provider on a database of its own; with the portal it has the protocol in common, no more.
"""

import json
import sys
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings

CLIENT_ID, CLIENT_SECRET = "alliance-portal", "known to the two of us"


def configure(folder):
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    settings.configure(
        SECRET_KEY="the provider's own",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="tests.members.oidc.provider_urls",
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.messages",
            "django.contrib.sessions",
            "allauth",
            "allauth.account",
            "allauth.idp.oidc",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "allauth.account.middleware.AccountMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ]
                },
            }
        ],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(Path(folder, "provider.sqlite3"))}},
        AUTHENTICATION_BACKENDS=["allauth.account.auth_backends.AuthenticationBackend"],
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        ACCOUNT_LOGIN_METHODS={"email"},
        ACCOUNT_SIGNUP_FIELDS=["email*", "password1*"],
        ACCOUNT_EMAIL_VERIFICATION="none",
        ACCOUNT_RATE_LIMITS=False,
        USE_TZ=True,
        IDP_OIDC_PRIVATE_KEY=key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ).decode(),
    )
    django.setup()


def fill(people, callback):
    """Make the tables, the people, and the portal as a client."""
    # Models can be imported only now that Django knows its settings.
    from allauth.account.models import EmailAddress  # noqa: PLC0415
    from allauth.idp.oidc.models import Client  # noqa: PLC0415
    from django.contrib.auth.hashers import make_password  # noqa: PLC0415
    from django.contrib.auth.models import User  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    for person in people:
        first, _space, last = person["name"].partition(" ")
        user = User.objects.create_user(
            person["email"], person["email"], person["password"], first_name=first, last_name=last
        )
        EmailAddress.objects.create(user=user, email=user.email, verified=person["verified"], primary=True)
    Client.objects.create(
        id=CLIENT_ID,
        secret=make_password(CLIENT_SECRET),
        name="Portal",
        scopes="openid\nprofile\nemail",
        redirect_uris=callback,
        skip_consent=True,
    )


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


def main(configuration):
    configure(configuration["folder"])
    fill(configuration["people"], configuration["callback"])
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415  not before Django knows its settings

    server = make_server(
        "127.0.0.1", configuration["port"], get_wsgi_application(), server_class=Server, handler_class=Quiet
    )
    print("ready", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
