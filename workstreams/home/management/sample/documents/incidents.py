"""The sample text that a small group wrote before it was done: few voices, of all sectors, and nobody against it."""

from workstreams.home.management.sample.course import (
    Document,
    call_closed,
    called,
    commented,
    concluded,
    consultation_closed,
    consulted,
    published,
    stepped,
    supported,
    taken_over,
    written,
)

FIRST = written("""
    An **incident** is an event in which a system did harm, or let harm happen that it was there to prevent. It is not
    an incident if nobody and nothing was harmed.

    A **near miss** is an event that would have been an incident if somebody had not stepped in, or by luck. It is not a
    near miss if a safeguard worked as it was meant to.

    A **flaw** is what makes an incident possible, whether it happened or not. A rare input alone is no flaw; that
    nobody thought of it may be one.
    """)

DOCUMENTS = [
    Document(
        group="incident-words",
        title="Incident, near miss, flaw: three words",
        by="hannah",
        ago=118,
        body=FIRST,
        course=(
            stepped(117, "hannah", "adoption_call"),
            stepped(103, "tomasz", "draft", "It is what this group is for."),
            stepped(90, "hannah", "last_call"),
            consulted(76, "hannah", "members", ends=55),
            commented(
                70,
                "daniel",
                "luck",
                "2",
                "“Or by luck” deserves a sentence. At night it is nearly always luck.",
                proposed="A **near miss** is an event that would have been an incident if somebody had not stepped in, "
                "or if luck had not. Luck is written down as luck. It is not a near miss if a safeguard worked as it "
                "was meant to.",
            ),
            consultation_closed(55, "tomasz"),
            taken_over(52, "hannah", "luck"),
            called(
                50,
                "hannah",
                "Are these the three words as you would use them?",
                parties="group",
                results="answered",
                ends=36,
            ),
            supported(49, 38, "tomasz hannah linh joaquim yasmin"),
            call_closed(36, "hannah"),
            concluded(
                34,
                "hannah",
                "adopted",
                """
                All five who wrote it agree, and nobody else was asked. Five voices are too few to speak of the sectors,
                and we say so: this is a page of words, and whoever uses them will show whether they hold.
                """,
            ),
            published(31, "hannah", review_in=180),
        ),
    ),
]
