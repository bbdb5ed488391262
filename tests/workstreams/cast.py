"""One person of each kind that a rule may tell apart, seen from one group."""

from django.contrib.auth.models import AnonymousUser

from tests import factories as make

KINDS = ["stranger", "applicant", "declined", "member", "participant", "lapsed", "lead", "other_lead", "secretariat"]


def person(kind, group):
    """`lapsed` has a lead's seat, but is no active member of the alliance; `other_lead` leads another group."""
    if kind == "stranger":
        return AnonymousUser()
    if kind in {"applicant", "declined"}:
        return make.member(state="applied" if kind == "applicant" else "declined")
    if kind == "lapsed":
        someone = make.member(state="declined")
        make.seat(someone, group, "lead")
        return someone
    if kind == "other_lead":
        return make.lead(make.group())
    return {
        "member": make.member,
        "participant": lambda: make.participant(group),
        "observer": lambda: make.seat(make.member(), group, "observer").member,
        "lead": lambda: make.lead(group),
        "secretariat": make.staff,
    }[kind]()
