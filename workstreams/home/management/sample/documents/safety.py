"""The sample texts of the area "Safe systems" that are at the beginning of their course."""

from workstreams.home.management.sample.course import Document, commented, quoted, revised, stepped, written

DOCUMENTS = [
    Document(
        group="safe-systems-and-technologies",
        title="Research access: an answer within thirty days",
        by="amara",
        ago=25,
        body=written("""
            ## Where to ask

            A developer names a public address for requests for research access, and a person behind it.

            ## The answer

            A request is answered within thirty days, yes or no, with a reason.
            """),
        course=(
            stepped(24.5, "amara", "adoption_call"),
            stepped(19.8, "tomasz", "draft", "Everybody who spoke wanted it, so we did not wait for the two weeks."),
            revised(
                15.4,
                "priya",
                "What makes a request complete, and a name behind the address.",
                (
                    "is answered within thirty days, yes or no, with a reason.",
                    "that is complete is answered within thirty days, yes or no; a no comes sooner, with a reason.",
                ),
                more="""
                    A request is complete when it says the question, the method, the level of access, who will see the
                    results, how long it will take, and whose data the work could expose.
                    """,
            ),
            quoted(15.3, "priya", "1.1", "It would help to ask for a **named address**"),
            quoted(
                15.3,
                "priya",
                "2.1",
                "let the clock start with a complete request",
                said="Then let the clock start with a complete request, and say what complete is.",
            ),
            quoted(
                15.3,
                "priya",
                "2.2",
                "let the clock start with a complete request",
                said="the question, the method, the level of access, who will see results, and how long",
            ),
            quoted(15.2, "priya", "2.2", "A sixth thing, please"),
            commented(
                9.5,
                "joaquim",
                "silence",
                "2.1",
                "And when no answer comes? There should be a date from which the next step is open.",
            ),
            commented(
                4.2,
                "hannah",
                "words",
                "2.1",
                "Five words are in use for the reason: incomplete, no capacity, risk to others, legal duty, other.",
            ),
        ),
    ),
    Document(
        group="safe-systems-and-technologies",
        title="Guardrails early: what cannot be added later",
        by="hannah",
        ago=1.9,
        body=written("""
            | What | When at the latest | How somebody downstream can see it |
            | --- | --- | --- |
            | Knowing what is in the data | Before training | A list of sources, and of what was left out |
            | Measuring abilities | While training | The curve, with dates |
            | Who labelled, in which language | Before training | Counts by language |

            A row without an entry in the third column is a promise, and is marked as one.
            """),
        course=(
            quoted(1.9, "hannah", "1", "measuring while training"),
            quoted(1.8, "hannah", "1", "who labelled"),
            stepped(1.7, "hannah", "adoption_call", ends=-12),
        ),
    ),
    Document(
        group="shared-words-for-red-teaming",
        title="Red-teaming: words that are settled",
        by="kenji",
        ago=70,
        body=written("""
            **Red-teaming** is an attempt to make a system do what it must not, by people who were asked to, and who
            write down what they tried. Trying a few prompts is not red-teaming.

            A **finding** is something that another team could repeat from the report alone.
            """),
        course=(
            stepped(69, "kenji", "adoption_call"),
            stepped(55, "amara", "draft", "Two words are settled; the others follow."),
            stepped(11, "amara", "last_call", ends=-3),
            commented(6.3, "lucia", "repeat", "2", "“Could repeat” is testable only if the report names the settings."),
        ),
    ),
]
