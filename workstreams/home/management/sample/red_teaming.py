"""What the sample people say in "Shared words for red-teaming"."""

from workstreams.home.management.sample.saying import Topic, said

TOPICS = [
    Topic(
        "The word: red-teaming",
        said(
            "kenji",
            16.3,
            """
            Proposal to begin with: *a structured attempt, by people who did not build the system, to make it do what it
            must not do, within an agreed scope and time, with every attempt recorded.* Does **not** count: running a
            fixed set of prompts.
            """,
            said(
                "priya",
                15.9,
                """
                "By people who did not build the system" excludes most of what is done inside companies. I would say
                "who do not answer for its success". Our testers sit two doors away, and their bonus does not depend
                on it.
                """,
                said(
                    "lucia",
                    15.2,
                    """
                    Better, and checkable: one can ask whom they report to.
                    """,
                    said("kenji", 14.8, "Changed. The text now says “who do not answer for its success”."),
                ),
            ),
            said(
                "hannah",
                14.4,
                """
                Standards have "adversarial testing" for nearly that. If we settle on a narrower word, we should say
                in one line how they relate, or both will be used for both.
                """,
                said(
                    "joaquim",
                    3.6,
                    """
                    From tenders: people write "red-teaming" where they want any test at all. A sentence that says
                    what does not count is worth more to me than the definition.
                    """,
                    said(
                        "hannah", 2.9, "Then the line is: all red-teaming is adversarial testing, most of that is not."
                    ),
                ),
            ),
        ),
        pinned_by="kenji",
    ),
    Topic(
        "The word: jailbreak, and whether we want it",
        said(
            "olena",
            11.4,
            """
            I would rather do without. For us a "jailbreak" was once a polite customer who wrote in two languages at
            the same time. Nobody broke anything.
            """,
            said(
                "linh",
                10.8,
                """
                That happens in Vietnamese without diacritics, too. What about "bypass": the safeguard was there,
                and the input went past it. It blames neither side.
                """,
                said(
                    "amara", 10.1, "“Bypass” also translates into the languages that I work in. “Jailbreak” does not."
                ),
            ),
            said(
                "kenji",
                1.7,
                """
                Bypass it is, unless somebody has a case by Friday where it would mislead.
                """,
            ),
        ),
    ),
    Topic(
        "The word: coverage",
        said(
            "lucia",
            7.9,
            """
            Reports say "95 % coverage", of what? With no list of what could be covered there is no percentage. I
            propose to allow the word only together with the list.
            """,
            said(
                "priya",
                7.3,
                """
                And the list with its date. Ours grew from 60 to 210 lines within a year, so coverage fell while
                testing got better.
                """,
                said(
                    "lucia",
                    6.8,
                    """
                    A lovely example, may I use it? "Coverage fell from 90 to 55 %, as testing improved."
                    """,
                    said("priya", 6.5, "Without our name, yes."),
                ),
            ),
        ),
    ),
    Topic(
        "Who pays the testers, and does the report say so?",
        said(
            "amara",
            4.6,
            """
            Volunteers found two of the three worst faults in the exercise that we observed. They got a shirt. I would
            like a line in every report: who tested, were they paid, by whom.
            """,
            said(
                "olena",
                4.0,
                """
                For a team of nine, paying ten outsiders is not possible. We trade: they test ours, we test theirs.
                Would that line have room for it?
                """,
                said("amara", 3.7, "“In exchange” is a fine answer. Silence is the one that I mind."),
            ),
            said(
                "joaquim",
                1.1,
                """
                We could ask for the line in tenders. It costs nothing, and after a year we would know.
                """,
            ),
        ),
    ),
]
