"""One process starts a folder's servers, others use them, and none stops them under another's hands."""

import os
import signal
from pathlib import Path

import pytest

from portal.embedded import state
from portal.embedded.folder import Folder
from tests.portal.processes import end, interrupt, line_with, python, using

pytestmark = pytest.mark.timeout(30)

# A management command in small: says what it got, works until its standard input or the given file says otherwise.
COMMAND = """
import os, sys, time
from pathlib import Path
from portal.embedded.command import surroundings
with surroundings(["manage.py", "showmigrations"]):
    print("works on", os.environ["DATABASE_URL"], os.environ["PORTAL_DEMO"])
    while not Path(sys.argv[1]).exists():
        time.sleep(0.05)
    import psycopg
    psycopg.connect(host=os.environ["DATABASE_URL"].split("@/")[1].rpartition("/")[0], user="portal", dbname="portal")
    print("did its work")
"""


@pytest.fixture
def command(room):
    """Starts a command on the folder; it ends when the file of the given name is made in `room`."""
    begun = []

    def start(until):
        begun.append(python(room / "data", "-c", COMMAND, room / until))
        return begun[-1]

    yield start
    end(room / "data", begun)


def test_a_command_starts_servers_for_its_own_time_and_leaves_nothing(room, command):
    first = command("done")
    line = line_with(first, "works on")
    directory = Path(line.split("@/")[1].rpartition("/")[0])
    assert line.endswith(" 1\n")
    assert directory.exists()
    (room / "done").touch()
    line_with(first, "did its work")
    assert first.wait(20) == 0
    assert using(room / "data") == []
    assert not directory.exists()
    assert not (room / "data" / "run.json").exists()


def test_two_commands_share_the_servers_and_the_starter_waits_for_the_other(room, command):
    starter = command("starter-done")
    place = line_with(starter, "works on")
    guest = command("guest-done")
    assert line_with(guest, "works on") == place
    (room / "starter-done").touch()
    line_with(starter, "Another command still uses the servers")
    (room / "guest-done").touch()
    line_with(guest, "did its work")
    assert starter.wait(20) == 0


def test_commands_begun_at_one_moment_agree_on_who_starts(room, command):
    all_of_them = [command("done") for _ in range(3)]
    assert len({line_with(each, "works on") for each in all_of_them}) == 1
    (room / "done").touch()
    for each in all_of_them:
        line_with(each, "did its work")
    assert [each.wait(20) for each in all_of_them] == [0, 0, 0]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_command_stops_its_servers(room, command, number):
    first = command("never")
    line_with(first, "works on")
    first.send_signal(number)
    assert first.wait(20) != 0
    assert using(room / "data") == []


def test_ctrl_c_while_waiting_for_another_stops_the_servers_now(room, command):
    starter = command("done")
    line_with(starter, "works on")
    line_with(command("never"), "works on")
    (room / "done").touch()
    line_with(starter, "Another command still uses the servers")
    interrupt(starter)
    assert using(room / "data") == [] or all("-c" in each for each in using(room / "data"))


def test_a_killed_starter_takes_its_servers_along_and_the_next_begins_afresh(room, command):
    first = command("done")
    line_with(first, "works on")
    left_behind = state.read(Folder(room / "data"))["directory"]
    first.kill()
    second = command("done")
    line_with(second, "works on")
    assert not Path(left_behind).exists()
    (room / "done").touch()
    line_with(second, "did its work")
    assert second.wait(20) == 0


def test_a_stopped_process_is_not_taken_for_a_running_server(room):
    place = Folder(room)
    state.write(place, ready=True, sockets={})
    assert state.ready(state.read(place))
    ours = state.read(place)
    assert not state.ready({**ours, "born": ours["born"] - 1})
    assert not state.ready({**ours, "sockets": {"valkey": str(room / "nothing.sock")}})
    assert ours["pid"] == os.getpid()
