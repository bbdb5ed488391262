"""The sample groups: three areas in the Alliance's own names, their charters in words of ours, and who sits where."""

from dataclasses import dataclass

from workstreams.home.management.sample import (
    incident_room,
    red_teaming,
    resilient_governance,
    safe_systems,
    sustainable_applications,
)

AREAS = [
    (
        "safe-systems",
        "Safe systems and technologies",
        "Who gets to look inside a model, which guardrails belong early in its making, and words for testing that "
        "mean the same to everyone.",
    ),
    (
        "sustainable-applications",
        "Sustainable applications and transformation",
        "Judging uses by what they give to people, and changing organisations without leaving anyone behind.",
    ),
    (
        "resilient-governance",
        "Resilient governance and regulation",
        "Gaps in existing rules, responsibility along the supply chain, and fair access to data and computing.",
    ),
]


@dataclass(frozen=True)
class Group:
    """`seats` hold participants besides the `leads`; two of them may be the `editor` and the `observer`.

    In a group that one asks to join, `waiting` are (who, note). `milestones` are (what, in how many days, state), and
    `amendment` is (words at the end of the charter, what changed): its second revision. `concluded` is a closing note.
    """

    area: str
    slug: str
    name: str
    purpose: str
    charter: str
    leads: list
    seats: list
    topics: list
    visibility: str = "public"
    joining: str = "open"
    waiting: tuple = ()
    editor: str = ""
    observer: str = ""
    milestones: tuple = ()
    amendment: tuple = ()
    concluded: str = ""


SAFE = """\
## What we are for

Developers of general models decide, mostly alone, who may study them, how they are tested and which guardrails come
with them. This group writes down what people outside those companies need in order to rely on such decisions, and
what developers can do without giving away what must stay closed.

## What we work on

1. **Graded access.** Steps between "closed" and "open": who may query, inspect, adapt and redistribute a model, and
   under which terms.
2. **Guardrails early.** Which safeguards belong into data and training rather than around the finished product.
3. **Testing that compares.** What a test report must say so that two of them can be laid side by side.

## What we do not do

We do not rate products, and we do not ask for documents that a member may not share.

## How we work

Two leads from different sectors. Whoever opens a thread says by when an answer helps. What we agree goes to the other
areas before it goes anywhere else.
"""

SUSTAINABLE = """\
## What we are for

Many pilots, few services that last. This group asks what a use of AI has to give, to whom, for an organisation to keep
it: and how the people whose work it changes are part of that decision.

## What we work on

1. **Judging uses.** A short set of questions that a clinic, a bank and a town hall can all answer before they start.
2. **What it costs.** Money, energy and attention, counted over the life of a service, not of a pilot.
3. **Change that people stay for.** Training, roles and a say for those who work beside the system.

## What we do not do

We do not collect success stories. A report says what was measured, and what got worse.

## How we work

Each question is tried by two members of different sectors before we keep it. We write so that somebody without an
engineering degree can use the result.
"""

RESILIENT = """\
## What we are for

Rules for AI exist already: in data protection, product safety, consumer and competition law. This group looks for what
they leave open, where they contradict each other across borders, and who answers when many hands built one system.

## What we work on

1. **Gaps.** Cases from practice laid beside the rules that should cover them.
2. **Responsibility along the supply chain.** From the maker of a base model to the office that uses it.
3. **Words for risk that fit together.** A table between the risk lists in use, rather than one more list.
4. **Access.** To data and computing, for those who cannot buy their own.

## What we do not do

We do not lobby for or against a bill. A regulator's presence here is no ruling.

## How we work

Every claim about a law names the law. Whoever speaks for an authority says when they speak for themselves.
"""

RED_TEAMING = """\
## What we are for

"Red-teaming" is an audit to some and a weekend of clever prompts to others. We settle a small vocabulary, one word at a
time, with a sentence that says what does **not** count.

## How we work

One thread a word. A word is settled when three sectors have used it in a text of their own and nobody tripped.
Drafts can be read by every member. Seats are few, so a lead answers requests to join.
"""

INCIDENT_WORDS = """\
## What we are for

Three words that everybody uses and nobody means alike: incident, near miss, flaw. We write one page, and stop.

## How we work

Each word gets a sentence that says what it is, and one that says what it is not. A sentence stands when a developer, a
supervisor and somebody who was harmed can all work with it. Then this group is done.
"""

INCIDENTS = """\
## What we are for

A closed room in which those who run or supervise systems tell each other early about things that went wrong, so that it
goes wrong only once.

## How we work

What is said here stays here (rule 3.1). No names of customers or patients. Each incident gets one thread, and ends with
what others should check. Leads give seats on the secretariat's proposal.
"""

GROUPS = [
    Group(
        area="safe-systems",
        slug="safe-systems-and-technologies",
        name="Safe systems and technologies",
        purpose="Who may use, study and change capable models, how they are tested, and who decides.",
        charter=SAFE,
        leads=["amara", "tomasz"],
        seats=[
            *("kenji", "priya", "samuel", "camille", "joaquim", "yasmin"),
            *("daniel", "lucia", "aroha", "hannah", "linh", "elif", "viktor", "gideon"),
        ],
        topics=safe_systems.TOPICS,
        editor="priya",
        observer="viktor",
        milestones=(
            ("Five steps between closed and open, with a sentence each", -24, "done"),
            ("What a test report must say: first list", -4, ""),
            ("Draft on graded access goes to the other areas", 18, ""),
            ("A survey of guardrails in use", 40, "dropped"),
            ("Guardrails early: which belong into training", 75, ""),
        ),
        amendment=(
            "\n## Who decides in the end\n\nNobody outvotes anybody here. Where we do not agree, we write down both "
            "views and who holds them.\n",
            "Says what happens when we do not agree",
        ),
    ),
    Group(
        area="safe-systems",
        slug="incident-words",
        name="Words for incidents",
        purpose="One page that says what we call an incident, a near miss and a flaw.",
        charter=INCIDENT_WORDS,
        leads=["tomasz", "hannah"],
        seats=["linh", "joaquim", "yasmin"],
        topics=[],
        milestones=(("One page of words, agreed by three sectors", -30, "done"),),
        concluded="The page is written, and lives on in the other groups. Nobody missed a meeting to get there.",
    ),
    Group(
        area="safe-systems",
        slug="shared-words-for-red-teaming",
        name="Shared words for red-teaming",
        purpose="A small vocabulary for adversarial testing, one word at a time.",
        charter=RED_TEAMING,
        leads=["amara", "kenji"],
        seats=["priya", "olena", "lucia", "linh", "hannah", "joaquim"],
        topics=red_teaming.TOPICS,
        visibility="members",
        joining="request",
        waiting=(("samuel", "We had two red-teaming reports on the same model last year and could not compare them."),),
    ),
    Group(
        area="sustainable-applications",
        slug="sustainable-applications-and-transformation",
        name="Sustainable applications and transformation",
        purpose="What a use of AI has to give, and to whom, for an organisation to keep it.",
        charter=SUSTAINABLE,
        leads=["mei-ling", "rafael"],
        seats=["samuel", "camille", "joaquim", "wanjiru", "yasmin", "daniel", "johan", "mateo", "olena", "aroha"],
        topics=sustainable_applications.TOPICS,
    ),
    Group(
        area="resilient-governance",
        slug="resilient-governance-and-regulation",
        name="Resilient governance and regulation",
        purpose="What existing rules leave open, and who answers when many hands built one system.",
        charter=RESILIENT,
        leads=["ingrid", "leilani"],
        seats=[
            *("wanjiru", "camille", "joaquim", "yasmin", "samuel", "tomasz"),
            *("elif", "hannah", "lucia", "priya", "mateo", "mei-ling"),
        ],
        topics=resilient_governance.TOPICS,
    ),
    Group(
        area="resilient-governance",
        slug="incident-response-room",
        name="Incident response room",
        purpose="Early word between those who run and those who supervise, when something went wrong.",
        charter=INCIDENTS,
        leads=["elif", "daniel"],
        seats=["tomasz", "amara", "yasmin", "kenji"],
        topics=incident_room.TOPICS,
        visibility="private",
        joining="request",
    ),
]
