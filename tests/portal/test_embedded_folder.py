"""The data folder: what is said when it cannot be used, and that nothing is touched then."""

import os
import stat

import pytest

from portal.embedded import account, folder, port, postgres
from portal.embedded.folder import Folder
from portal.embedded.problem import Unusable
from portal.embedded.sharing import arranged

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has another user run the database server")


def test_a_new_folder_gets_a_random_key_that_only_its_owner_reads_and_that_stays(room):
    place = arranged(Folder(room / "data"))
    key = place.secret_key()
    assert len(key) > 40
    assert stat.S_IMODE(place.key_file.stat().st_mode) == 0o600
    assert arranged(Folder(room / "data")).secret_key() == key
    assert arranged(Folder(room / "other")).secret_key() != key


def test_a_file_in_place_of_the_folder_is_named(room):
    (room / "data").write_text("a letter")
    with pytest.raises(Unusable, match=rf"^{room}/data is not a directory, so .*PORTAL_DATA=/var/tmp/portal\.$"):
        arranged(Folder(room / "data"))
    assert (room / "data").read_text() == "a letter"


def test_a_folder_that_holds_other_things_is_left_alone(room):
    (room / "thesis.txt").write_text("mine")
    with pytest.raises(Unusable, match=r"holds other things than the portal's data \(thesis.txt\)"):
        arranged(Folder(room))
    assert [each.name for each in room.iterdir()] == ["thesis.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_not_writable_is_named(room):
    room.chmod(0o555)
    with pytest.raises(Unusable, match=f"^{room} is not writable for you"):
        arranged(Folder(room / "data"))


@as_root
def test_a_parent_that_the_database_server_may_not_enter_is_named_and_stays_closed(room):
    closed = room / "home"
    closed.mkdir(mode=0o700)
    with pytest.raises(Unusable, match=f"runs as the user [a-z]+, who may not enter {closed}: choose another"):
        arranged(Folder(closed / "data"))
    assert list(closed.iterdir()) == []
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


@as_root
def test_a_folder_of_another_user_is_refused(room):
    theirs = account.server_account()
    (room / "data").mkdir()
    os.chown(room / "data", theirs.uid, theirs.gid)
    with pytest.raises(Unusable, match="belongs to another user"):
        arranged(Folder(room / "data"))


@as_root
def test_a_checkout_that_the_database_server_cannot_reach_keeps_its_data_in_var_tmp_and_says_so(room):
    checkout = room / "home" / "portal"
    checkout.mkdir(parents=True)
    assert folder.choose({}, checkout) == Folder(checkout / ".portal")
    (room / "home").chmod(0o700)
    chosen = folder.choose({}, checkout)
    assert str(chosen).startswith("/var/tmp/portal-")
    assert f"may not enter {room}/home" in chosen.note
    assert folder.choose({}, room / "home" / "second").path != chosen.path
    assert folder.choose({"PORTAL_DATA": str(room / "here")}, checkout) == Folder(room / "here")


@pytest.mark.parametrize(("held", "named"), [("99", "of PostgreSQL 99"), ("", "that is not a PostgreSQL database")])
def test_a_database_of_another_version_is_not_opened(room, held, named):
    (room / "postgres").mkdir()
    if held:
        (room / "postgres" / "PG_VERSION").write_text(f"{held}\n")
    with pytest.raises(Unusable, match=f"{named}, and this portal brings PostgreSQL 18"):
        postgres.refuse_foreign(Folder(room), 18)


def test_a_port_that_is_taken_is_named_with_another_to_try(listener):
    with pytest.raises(Unusable, match=f"^Port {listener} is taken: choose another, for instance PORT={listener + 1}"):
        port.chosen({"PORT": str(listener)})


@pytest.mark.parametrize("text", ["http", "0", "65536", "-1"])
def test_a_port_that_is_no_port_is_named(text):
    with pytest.raises(Unusable, match=f"PORT must be a number from 1 to 65535, not '{text}'"):
        port.chosen({"PORT": text})


def test_an_address_of_another_machine_is_named():
    with pytest.raises(Unusable, match=r"^Nothing can listen on 192\.0\.2\.1, port 8000: "):
        port.chosen({"HOST": "192.0.2.1"})
