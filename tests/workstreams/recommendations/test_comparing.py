"""What changed between two revisions, clause by clause."""

from types import SimpleNamespace

from workstreams.recommendations.comparing import compared


def revision(*clauses):
    """Clauses in order, each as (identity, words)."""
    return [
        SimpleNamespace(clause_id=clause, number=str(place), source=words)
        for place, (clause, words) in enumerate(clauses, 1)
    ]


def kinds(changes):
    return [(one.clause_id, one.kind) for one in changes.clauses]


def test_each_clause_is_the_same_changed_new_or_taken_out_and_stands_in_its_place():
    before = revision((1, "One."), (2, "Two thirty."), (3, "Three."), (4, "Four."))
    after = revision((1, "One."), (9, "New."), (2, "Two ninety."), (4, "Four."))
    changes = compared(before, after)
    assert kinds(changes) == [(1, "same"), (9, "added"), (2, "changed"), (3, "out"), (4, "same")]
    assert (changes.rewritten, changes.added, changes.taken_out, changes.moved) == (1, 1, 1, 0)
    assert [one.clause_id for one in changes.seen] == [9, 2, 3]
    assert changes.of("changed")[0].was == "2" and changes.of("changed")[0].number == "3"


def test_what_stood_first_and_was_taken_out_stands_first():
    assert kinds(compared(revision((1, "One."), (2, "Two.")), revision((2, "Two.")))) == [(1, "out"), (2, "same")]


def test_of_clauses_that_change_places_the_fewest_are_moved():
    before = revision((1, "One."), (2, "Two."), (3, "Three."), (4, "Four."))
    after = revision((4, "Four."), (1, "One."), (2, "Two."), (3, "Three."))
    changes = compared(before, after)
    assert [one.clause_id for one in changes.seen] == [4] and changes.moved == 1


def test_nothing_changed_is_nothing_to_see():
    text = revision((1, "One."), (2, "Two."))
    assert compared(text, text).seen == [] and compared([], []).clauses == []
