"""What a view reads begins at `visible_to`, so that nobody is shown what does not exist for them."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ["portal", "members", "workstreams"]
KINDS = {"views", "api", "feeds", "adapter", "context", "mailbox_views"}

#: Queries in views that begin otherwise: (file, beginning) -> why nobody sees too much.
ALLOWED = {
    (
        "workstreams/groups/views/listing.py",
        "PriorityArea.objects.with_groups",
    ): "areas are public; their groups are visible ones",
    ("workstreams/groups/views/listing.py", "Sector.objects.all"): "the sectors are public",
    ("workstreams/groups/views/listing.py", "Participation.objects.filter"): "of groups from visible_to",
    ("workstreams/recommendations/views/reading.py", "Participation.objects.leads"): "of a document from visible_to",
    ("workstreams/consensus/views/listing.py", "Sector.objects.all"): "the sectors are public",
    ("workstreams/publications/views/reading.py", "Sector.objects.all"): "the sectors are public",
    ("workstreams/recommendations/views/areas.py", "PriorityArea.objects.all"): "areas are public",
    ("workstreams/discussion/views/writing.py", "Post.objects.none"): "a reply to the first post names none",
    ("workstreams/discussion/views/page.py", "Post.objects.none"): "an empty form offers no post",
    ("workstreams/discussion/views/after.py", "Post.objects.select_related"): "the text that overtook one's own",
    ("workstreams/discussion/views/after.py", "Reaction.objects.filter"): "one's own, under a post from visible_to",
    (
        "workstreams/moderation/views/frame.py",
        "WorkingGroup.objects.led_by",
    ): "whether one leads; none is told",
    ("workstreams/home/context.py", "Member.objects.filter"): "oneself",
    ("workstreams/home/context.py", "Mailbox.objects.stopped"): "that of one's own address",
    ("workstreams/home/context.py", "WorkingGroup.objects.led_by"): "one's own groups; each is visible to its leads",
}


def files():
    for path in sorted(path for floor in FLOORS for path in (ROOT / floor).rglob("*.py")):
        if KINDS & set(path.relative_to(ROOT).with_suffix("").parts):
            yield path


def queries_of(tree):
    """How each query begins: "Post.objects.visible_to" for every `Post.objects…`, or "Post.objects" alone."""
    managers = {"objects", "_default_manager", "_base_manager"}
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in managers:
            above = parents.get(node)
            yield ast.unparse(above if isinstance(above, ast.Attribute) else node)


def test_the_scan_finds_what_it_looks_for():
    code = "Post.objects.visible_to(u).get(pk=1)\nx = Post.objects\nget_object_or_404(Thread.objects.all(), pk=1)"
    assert sorted(queries_of(ast.parse(code))) == ["Post.objects", "Post.objects.visible_to", "Thread.objects.all"]


def test_every_query_of_a_view_begins_at_visible_to():
    wrong, used = [], set()
    for path in files():
        file = str(path.relative_to(ROOT))
        for query in queries_of(ast.parse(path.read_text())):
            if query.endswith(".objects.visible_to"):
                continue
            used.add((file, query))
            if (file, query) not in ALLOWED:
                wrong.append(f"{file}: {query}")
    assert wrong == [], "begin with .visible_to(request.user), or say in ALLOWED why nobody sees too much"
    assert set(ALLOWED) - used == set(), "allowed, and no longer needed"


def test_no_view_fetches_a_row_of_a_bare_model():
    """get_object_or_404(Post, …) would ask nobody whether the reader may know of it."""
    wrong = []
    for path in files():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"get_object_or_404", "get_list_or_404"}:
                if isinstance(node.args[0], ast.Name) and node.args[0].id[0].isupper():
                    wrong.append(f"{path.relative_to(ROOT)}: {ast.unparse(node)}")
    assert wrong == []
