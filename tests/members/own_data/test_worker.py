"""A download, built by a real worker."""

import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from django.db import connection

from members import actions
from portal.celery import app
from tests import factories

CHECKOUT = Path(__file__).resolve().parents[3]


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(100)
def test_a_real_worker_builds_it(files, tmp_path):
    place, _, _name = os.environ["DATABASE_URL"].rpartition("/")
    data = tmp_path / "data"
    data.mkdir()
    app.control.purge()
    log = (tmp_path / "worker.log").open("w")
    worker = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "portal", "worker", "-c", "1", "-n", "builder@tests"],
        cwd=CHECKOUT,
        env={
            **os.environ,
            "DATABASE_URL": f"{place}/{connection.settings_dict['NAME']}",
            "PORTAL_DATA": str(data),
            "PORTAL_DEMO": "1",
            "EMAIL_URL": "",
        },
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        group = factories.group()
        member = factories.participant(group, "Leilani Kahale", email="leilani@example.org")
        factories.thread(group, member, body="Said to be taken along.")
        actions.ask_for_own_data(member, by=member)
        deadline = time.monotonic() + 60
        while not member.data_exports.filter(state="ready").exists():
            assert time.monotonic() < deadline, Path(log.name).read_text()
            time.sleep(0.2)
        mails = data / "mail" / "new"
        while not mails.exists() or not list(mails.iterdir()):
            assert time.monotonic() < deadline, Path(log.name).read_text()
            time.sleep(0.2)
    finally:
        worker.terminate()
        worker.wait()
        log.close()
        app.control.purge()
    file = data / "files" / member.data_exports.get().file.name
    assert file.stat().st_mode & 0o077 == 0
    assert "Said to be taken along." in zipfile.ZipFile(file).read("data.json").decode()
    written = Path(log.name).read_text()
    assert "leilani" not in written.lower() and "kahale" not in written.lower()
