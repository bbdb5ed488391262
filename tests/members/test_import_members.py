"""`manage.py import_members`: organisations and people by sector, all of a file or nothing."""

import io
import os
import pathlib

import pytest
from django.conf import settings
from django.core.management import call_command

from members.models import Organisation

pytestmark = pytest.mark.django_db


def sample():
    folder = os.environ.get("PORTAL_SAMPLE_DATA") or settings.BASE_DIR.parent / "shared" / "data"
    path = pathlib.Path(folder, "positions-by-sector", "organisations.csv")
    if not path.is_file():
        pytest.skip(f"no sample data at {path}")
    return path


@pytest.mark.sample_data
def test_the_256_organisations_of_the_consultation_come_in_once():
    out = io.StringIO()
    try:
        call_command("import_members", sample(), stdout=out)
    finally:
        print(out.getvalue())
    print(out.getvalue())
    assert Organisation.objects.approved().count() == 256
