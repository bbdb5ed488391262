"""docs/roles.md, read as a specification: what each of the ten people may do, in each kind of group.

The page has a column for each kind of person, and a table for who sees which group. The rest follows here: a superuser
is the secretariat, a suspended member is left what an applicant has, and what is not seen is not done either.
"""

from pathlib import Path

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "roles.md").read_text()

GROUPS = ["public", "members", "private"]
#: The ten, and the column of docs/roles.md that speaks of them.
COLUMNS = {
    "anonymous": "stranger",
    "applicant": "applicant",
    "member": "member",
    "participant": "participant",
    "observer": "observer",
    "lead": "lead",
    "other_lead": "another group's lead",
    # "Who stops being an active member of the alliance loses what their seats allowed, that of a lead included."
    "suspended": "applicant",
    "staff": "secretariat",
    "superuser": "secretariat",
}
#: Asked only of those who see the group, on pages that begin at `visible_to`: it says nothing of whether they do.
OF_READERS = {"groups.can_see_names", "consensus.can_see_results"}
#: Asked of a member, whatever groups they see.
OF_MEMBERS = {"moderation.can_flag_profile", "publications.can_set_scheme"}
#: The apps whose rules are about something of a group.
OF_GROUPS = {"groups", "discussion", "moderation", "recommendations", "consultations", "consensus", "publications"}


def table(first_column):
    """The rows of the table whose first column has this head: {first cell: {column: cell}}."""
    lines = TEXT[TEXT.index(f"| {first_column} |") :].split("\n\n")[0].splitlines()
    head, _rule, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {row[0].strip("`"): dict(zip(head[1:], row[1:], strict=True)) for row in rows}


FUNCTIONS = table("function")
SIGHT = table("visibility")


def may(kind, rule, visibility="public"):
    """Whether somebody may, about a thing of a group of this kind that is somebody else's."""
    about_groups = rule.split(".")[0] in OF_GROUPS and rule not in OF_READERS | OF_MEMBERS
    return FUNCTIONS[rule][COLUMNS[kind]] == "yes" and (not about_groups or sees(kind, visibility))


def is_for_editors(rule):
    """Whether the page gives an editor what it gives a lead: it says so in words, for they have no column."""
    return "editors" in FUNCTIONS[rule]["what it allows"]


def sees(kind, visibility):
    return SIGHT[visibility][COLUMNS[kind]] == "yes"


def answers_of(rule):
    """What a rule says of everybody: {visibility: ["yes" or "no" for each of the ten]}."""
    return {one: ["yes" if may(kind, rule, one) else "no" for kind in COLUMNS] for one in GROUPS}


class Profile(dict):
    """Who gets what at an address, line by line, and the rule that it follows from."""

    def __init__(self, rule, lines):
        super().__init__(lines)
        self.rule = rule


def of_group(rule, status, *, to_visitors=False, but=()):
    """What an address of a group gets, line by line, where `rule` says who may.

    A visitor is sent to sign in before anything is looked up, unless the page is open `to_visitors`. Who does not see
    the group gets 404; who may, `status`; everybody else 403. `but` are those who get something else, if they see it.
    """
    lines = {one: [_answer(kind, rule, status, one, to_visitors, dict(but)) for kind in COLUMNS] for one in GROUPS}
    return Profile(rule, lines)


def _answer(kind, rule, status, visibility, to_visitors, but):
    if kind == "anonymous" and not to_visitors:
        return "in"
    if not sees(kind, visibility):
        return "404"
    return but.get(kind) or (status if may(kind, rule, visibility) else "403")


def anywhere(rule, status):
    """What an address that belongs to no group gets, where `rule` says who may."""
    return Profile(rule, {"any": of_group(rule, status)["public"]})
