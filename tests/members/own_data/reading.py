"""Opening a download, as the member does."""

import io
import zipfile

from django.urls import reverse

from tests import factories


def opened(export):
    with export.file.open("rb") as file:
        return zipfile.ZipFile(io.BytesIO(file.read()))


def signed_in(client, member):
    """As somebody who has just proved who they are."""
    client.force_login(member)
    client.post(reverse("account_reauthenticate"), {"password": factories.PASSWORD})
    return client
