"""The supervisor: order, one death stops all, Ctrl-C is clean, and kill -9 leaves nothing."""

import os
import signal

import pytest

from tests.portal.processes import end, interrupt, line_with, python, soon, using

pytestmark = pytest.mark.timeout(30)

# `make run` in small: the real servers and supervisor, with sleepers in place of web, worker and clock.
PROGRAM = """
import os, sys
from pathlib import Path
from portal.embedded.folder import Folder
from portal.embedded.problem import Unusable
from portal.embedded.sharing import arranged, claimed, started
from portal.embedded.supervisor import Supervisor
place, mark = Folder(Path(sys.argv[1])), sys.argv[1]
SLEEPER = "import signal,sys,time; signal.signal(signal.SIGTERM, {}); print('up', flush=True); time.sleep(300)"
GOOD, DEAF = SLEEPER.format("lambda *_: sys.exit(0)"), SLEEPER.format("signal.SIG_IGN")
with Supervisor(cwd="/", environ=dict(os.environ), stop_order=(("web", "clock"), ("worker",))) as supervisor:
    try:
        with claimed(arranged(place), purpose="make run", said=print, hurry=lambda: supervisor.asked_to_stop) as ours:
            if not ours:
                sys.exit("asked to stop while waiting")
            with started(place, os.environ, said=print, patience=20, hurry=lambda: supervisor.asked_to_hurry) as both:
                print("step", supervisor.finish("step", [sys.executable, "-c", "print('done')"], place.log("step")))
                print("fault", supervisor.finish("fault", [sys.executable, "-c", "1 / 0"], place.log("fault")))
                for name, code in (("worker", GOOD), ("clock", GOOD), ("web", DEAF if "deaf" in sys.argv else GOOD)):
                    command = [sys.executable, "-c", code, mark, name]
                    supervisor.start(name, command, place.log(name), patience=1)
                both.publish("make run")
                print("ready", *(f"{child.name}={child.process.pid}" for child in supervisor.children))
                print("ended:", supervisor.watch(both.children))
                both.withdraw()
                supervisor.stop(print)
    except Unusable as problem:
        sys.exit(str(problem))
print("over")
"""


@pytest.fixture
def run(room):
    begun = []

    def start(*words):
        begun.append(python(room / "data", "-c", PROGRAM, room / "data", *words))
        return begun[-1]

    yield start
    end(room / "data", begun)


def said(process):
    return [line.strip() for line in process.communicate(timeout=40)[0].splitlines()]


def test_it_starts_in_order_runs_steps_and_stops_in_order_on_ctrl_c(room, run):
    first = run()
    servers = [line_with(first, "process").split(":")[0] for _ in range(2)]
    assert servers == ["postgres", "valkey"]
    assert line_with(first, "step") == "step True\n"
    assert line_with(first, "fault") == "fault False\n"
    line_with(first, "ready")
    assert "ZeroDivisionError" in (room / "data" / "log" / "fault.log").read_text()
    first.send_signal(signal.SIGINT)
    assert said(first) == ["ended: None", "clock stopped", "web stopped", "worker stopped", "over"]
    assert first.returncode == 0
    assert using(room / "data") == []


def test_when_one_ends_by_itself_it_is_named_and_all_stop(room, run):
    first = run()
    pids = dict(word.split("=") for word in line_with(first, "ready").split()[1:])
    os.kill(int(pids["worker"]), signal.SIGKILL)
    assert said(first)[0] == "ended: worker"
    assert using(room / "data") == []


def test_a_child_that_does_not_listen_is_ended_after_its_patience(room, run):
    first = run("deaf")
    line_with(first, "ready")
    assert soon(lambda: "up" in (room / "data" / "log" / "web.log").read_text())
    first.send_signal(signal.SIGINT)
    assert "web ended with code -9" in said(first)
    assert first.returncode == 0


def test_kill_9_of_the_supervisor_leaves_no_process(room, run):
    first = run()
    line_with(first, "ready")
    assert len(using(room / "data")) >= 5
    first.kill()
    assert soon(lambda: using(room / "data") == [])


def test_a_second_start_on_the_same_folder_is_refused_with_the_process_to_stop(room, run):
    first = run()
    line_with(first, "ready")
    second = run()
    assert said(second) == [
        f"`make run` already runs on {room / 'data'} (process {first.pid}): "
        "stop that one first, or choose another folder with PORTAL_DATA."
    ]
    assert second.returncode == 1
    assert interrupt(first) == 0


def test_it_waits_for_a_command_that_holds_the_folder_and_then_goes_on(room, run):
    waits = "import sys; from portal.embedded.command import surroundings\n"
    waits += "with surroundings(['manage.py', 'migrate']): print('works'); sys.stdin.readline()"
    command = python(room / "data", "-c", waits)
    line_with(command, "works")
    first = run()
    line_with(first, f"Waiting for `manage.py migrate` (process {command.pid})")
    command.communicate("enough\n", timeout=20)
    line_with(first, "ready")
    assert interrupt(first) == 0
