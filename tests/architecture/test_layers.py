"""Imports go down only, and nothing stands in a room that the house does not know."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ["portal", "members", "workstreams"]
SOURCES = sorted(path for floor in FLOORS for path in (ROOT / floor).rglob("*.py"))

#: An upper app uses a lower app's models, permissions, actions and reading; these are the lower app's own affair.
OWN_AFFAIR = {"views", "forms", "tasks", "admin", "urls", "management", "schedule", "delivery", "emails"}


def name(path):
    return str(path.relative_to(ROOT))


def test_the_import_contracts_hold():
    """Run by hand: lint-imports. The contracts stand in pyproject.toml, with their reasons."""
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_app_has_its_furniture_in_order():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (furniture,) = [contract for contract in contracts if contract["name"].startswith("The furniture")]
    steps = {f"workstreams.{path.parent.name}" for path in (ROOT / "workstreams").glob("*/__init__.py")}
    assert set(furniture["containers"]) == {"members", "portal.postoffice", *steps}


def app_of(module):
    return ".".join(module.split(".")[:2]) if module.startswith("workstreams.") else module.split(".")[0]


def test_no_app_reaches_into_what_is_another_apps_own_affair():
    graph = grimp.build_graph(*FLOORS, cache_dir=None)
    wrong = [
        f"{importer} -> {imported}"
        for importer in sorted(graph.modules)
        for imported in sorted(graph.find_modules_directly_imported_by(importer))
        if app_of(importer) != app_of(imported)
        and app_of(imported) != "portal"
        and imported.removeprefix(app_of(imported) + ".").split(".")[0] in OWN_AFFAIR
    ]
    assert wrong == []


def test_the_parent_of_the_steps_is_empty():
    assert (ROOT / "workstreams" / "__init__.py").read_text() == ""
    assert [path.name for path in (ROOT / "workstreams").glob("*.py")] == ["__init__.py"]


@pytest.mark.parametrize("word", ["utils", "helpers", "common", "misc", "signals", "receivers", "services"])
def test_no_room_for_what_has_no_name(word):
    assert [name(path) for path in SOURCES if path.stem == word or word in path.relative_to(ROOT).parts] == []


def imported_by(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


#: What is received by signals, for there is no other way: the file, and why.
SIGNALS = {"workstreams/replies/hooks.py": "anymail tells by them alone what mail providers tell"}


@pytest.mark.parametrize(
    "forbidden",
    ["django.dispatch", "django.db.models.signals", "anymail.signals", "django.contrib.contenttypes", "tests"],
)
def test_no_signals_no_generic_keys_and_no_tests_in_the_product(forbidden):
    found = {
        name(path): module
        for path in SOURCES
        for module in imported_by(path)
        if module == forbidden or module.startswith(f"{forbidden}.")
    }
    assert set(found) - set(SIGNALS if forbidden == "anymail.signals" else ()) == set(), found
