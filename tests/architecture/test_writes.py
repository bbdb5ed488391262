"""Rows are written in actions, in delivery and in migrations. Nowhere else."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ["portal", "members", "workstreams"]

ALWAYS = {"save", "create", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
ALWAYS |= {f"a{verb}" for verb in ALWAYS} | {"aupdate"}
SQL = {"execute", "executemany", "callproc", "raw"}

#: Calls that look like it and are not, or have to be where they are: (file, call) -> why.
ALLOWED = {
    (
        "members/forms/signup.py",
        "super().save(request)",
    ): "allauth saves the account that its form made, and calls our adapter",
    ("members/forms/signup.py", "self.save(request)"): "the same for a known address, and undone: time must not tell",
    ("members/forms/invited.py", "super().save(request)"): "the same, with the invitation that it came by",
    ("members/querysets.py", "member.save(using=self._db)"): "Django's createsuperuser asks the manager for a user",
    (
        "members/sessions.py",
        "Member.objects.filter(pk=member.pk).update(",
    ): "signs out, inside the action that calls it",
    ("members/sessions.py", "UserSession.objects.filter(user=member.pk).delete()"): "as above",
    ("workstreams/search/stems.py", "cursor.execute("): "asks PostgreSQL how it reads words; no row is touched",
    ("workstreams/digests/contents/threads.py", "cursor.execute(_COUNTED"): "a question about several windows at once",
    ("workstreams/digests/contents/threads.py", "cursor.execute(_NEWEST"): "the newest few of each of several threads",
    ("workstreams/discussion/files/pictures.py", "drawn.save("): "writes a picture into an open file",
    ("portal/embedded/command.py", "connection.execute("): "asks a server that was just started how it is",
    ("portal/embedded/postgres.py", "connection.execute("): "makes the database itself",
    ("portal/prepared.py", "cursor.execute(sql, values)"): "as above",
    ("portal/prepared.py", "super().execute(query, params, prepare=True)"): "the same, kept prepared",
    ("portal/bundles.py", "self.delete(path)"): "a file among the static ones",
    ("portal/bundles.py", "self.save(path, ContentFile("): "as above",
    ("portal/health.py", "straight.execute('SELECT 1')"): "asks whether the database answers",
}


def writes_of(tree):
    """Calls that write rows. `update` is one where it takes names only: that of a dict or set takes a thing."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        verb = node.func.attr
        if verb in ALWAYS or verb in SQL or (verb == "update" and node.keywords and not node.args):
            yield ast.unparse(node)


def may_write(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return bool({"actions", "delivery", "migrations"} & set(parts))


def test_the_scan_finds_what_it_looks_for():
    code = (
        "a.objects.update(x=1)\nb.save()\nseen.update({1})\ncursor.execute('x')\nawait c.asave()\nform.cleaned.get(1)"
    )
    assert list(writes_of(ast.parse(code))) == [
        "a.objects.update(x=1)",
        "b.save()",
        "cursor.execute('x')",
        "c.asave()",
    ]


def test_rows_are_written_by_actions_delivery_and_migrations_alone():
    wrong, used = [], set()
    for path in sorted(path for floor in FLOORS for path in (ROOT / floor).rglob("*.py")):
        if may_write(path):
            continue
        file = str(path.relative_to(ROOT))
        for call in writes_of(ast.parse(path.read_text())):
            allowed = next((key for key in ALLOWED if key[0] == file and call.startswith(key[1])), None)
            used.add(allowed)
            if allowed is None:
                wrong.append(f"{file}: {call}")
    assert wrong == [], "move the write into an action of this app"
    assert set(ALLOWED) - used == set(), "allowed, and no longer needed"
