"""What stands for each part of an address: the things of a world, or of none for an address that never was."""

import re

from django.apps import apps
from django.urls import reverse

from tests.access.world import NEVER

#: Which thing of the world a `pk` names, where the name of the address begins so; the first that fits.
THINGS = [
    ("recommendation", "recommendation"),
    ("consultation_", "recommendation"),
    ("dispositions", "recommendation"),
    ("revision_comments", "recommendation"),
    ("clause_comments", "recommendation"),
    ("call_open", "recommendation"),
    ("publish", "recommendation"),
    ("quote_into", "post"),
    ("comment", "comment"),
    ("call", "call"),
    ("position", "call"),
    ("outcome", "call"),
    ("objection", "objection"),
    ("thread", "thread"),
    ("decide_request", "asked"),
    ("group_seat", "seat"),
    ("group_milestone", "milestone"),
    ("group_invitation", "group_invitation"),
    ("invitation", "invitation"),
    ("appeal_decide", "appeal"),
    ("appeal", "statement"),
    ("statement_of", "decision"),
    ("statement", "statement"),
    ("withdraw_affiliation_change", "change"),
    ("my_flag", "flag"),
    ("notice", "notice"),
    ("draft", "draft"),
    ("saved_search", "saved_search"),
    ("flag_post", "post"),
    ("hide_post", "post"),
    ("split_post", "post"),
    ("silence_member", "author"),
    ("silence_end", "silence"),
    ("flag_title", "thread"),
    ("flag_file", "attachment"),
    ("flag_profile", "author"),
    ("case", "case"),
    ("decision", "decision"),
    ("held", "held"),
    ("post", "post"),
    ("react", "post"),
    ("attachment", "attachment"),
    ("member", "author"),
]
#: Things that belong to a group, and those that hang on a text of one.
OF_GROUPS = {
    *("thread", "asked", "seat", "milestone", "group_invitation", "post", "held", "silence", "attachment", "case"),
    *("decision", "appeal", "statement", "flag"),
}
OF_TEXTS = {"recommendation", "comment", "call", "objection"}
#: Of a publication: its number and version are what it is cited by.
OF_PUBLICATIONS = {
    "publication_number",
    "publication",
    "publication_pdf",
    "publication_json",
    "supersede_publication",
    "withdraw_publication",
    "clause_trace",
}
#: What a page shows nothing without.
ASKED = {
    "group_charter_changes": "?from=1&to=2",
    "thread_live": "?after=0",
    "admin:autocomplete": "?app_label=groups&model_name=participation&field_name=member&term=a",
}


def parts(pattern):
    """The names of the parts of a pattern, in their order."""
    return re.findall(r"<(?:\w+:)?(\w+)>", pattern)


def is_of_a_group(name, pattern):
    """Whether the address names something of a group. Those of an area, a person or the administration do not."""
    if name.startswith(("admin:", "area")):
        return False
    named = parts(pattern)
    if "slug" in named and "workstreams/" in pattern:
        return True
    # Lists of texts, comments, calls or one's flags are of nobody's group; one of them is of its own.
    is_one = bool({"pk", "key"} & set(named))
    return is_one and _thing(name) in OF_GROUPS | OF_TEXTS


def address(name, pattern, world, kind):
    """The address for one world and one kind of person; `world` None: one that never was."""
    if name.startswith("admin:"):
        return _in_admin(name, pattern)
    given = {}
    for part in parts(pattern):
        given[part] = value(name, part, world, kind)
    return reverse(name, kwargs=given or None) + ASKED.get(name, "")


def value(name, part, world, kind):
    """What stands for one part of an address."""
    if world is None:
        return NEVER.get(part, "never-was")
    if part == "slug":
        return world.group.area.slug if name.startswith("area") else world.group.slug
    if name in OF_PUBLICATIONS and part in {"number", "version", "clause"}:
        return "1" if part == "clause" else getattr(world.publication, part)
    if part in {"number", "before"}:
        return 1
    if part == "after":
        return 2
    if part == "to":
        return world.move.after
    if part == "clause":
        return world.clause.pk
    if part == "secret":
        return world.invitation.email
    if part == "token":
        return world.token_of(name)
    if part == "key" and _thing(name):
        return getattr(world, _thing(name)).key
    if part == "pk" and _thing(name):
        return getattr(world, _thing(name)).pk
    return {"pk": NEVER["pk"], "key": NEVER["key"]}.get(part, "never-was")


def _thing(name):
    return next((thing for begins, thing in THINGS if name.startswith(begins)), "")


def _in_admin(name, pattern):
    given = {}
    for part in parts(pattern):
        if part in {"object_id", "pk"}:
            given[part] = _row(name)
        elif part == "app_label":
            given[part] = "members"
        else:
            given[part] = 1
    if "(?P<app_label>" in pattern:
        given["app_label"] = "members"
    if "(?P<url>" in pattern:
        given["url"] = "never-was/"
    asked = f"?other={_row(name, last=True)}" if name.endswith("_merge") else ASKED.get(name, "")
    return reverse(name, kwargs=given or None) + asked


def _row(name, *, last=False):
    """A row of the model that a page of the administration is about; one that never was where there is none."""
    label, model = name.removeprefix("admin:").split("_")[:2]
    try:
        found = apps.get_model(label, model)._base_manager.order_by("-pk" if last else "pk").first()
    except LookupError:
        found = None
    return found.pk if found else NEVER["pk"]
