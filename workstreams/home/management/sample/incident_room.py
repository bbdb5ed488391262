"""What the sample people say in the private "Incident response room": not a word of it is for outsiders."""

from workstreams.home.management.sample.saying import Topic, said

TOPICS = [
    Topic(
        "Incident 1: triage read the unit, not the value",
        said(
            "daniel",
            13.2,
            """
            At night a clinic entered temperatures in Fahrenheit after a tablet was replaced. The model took 101 for a
            severe fever in Celsius, then learned to distrust the field. Nobody was harmed; four people waited too long.
            """,
            said(
                "kenji",
                12.8,
                """
                The second half worries me more than the first. Did it go on distrusting once the unit was right
                again?
                """,
                said(
                    "daniel",
                    12.4,
                    """
                    For eleven hours, yes. We now reset what it has learned whenever a device changes.
                    """,
                    said("elif", 3.3, "To check elsewhere: what else changes its meaning when a device is replaced?"),
                ),
            ),
        ),
    ),
    Topic(
        "Incident 2: a log that was full, and silent about it",
        said(
            "tomasz",
            9.7,
            """
            One region of ours kept no logs for 26 hours, as a disk was full. Services ran on. Anybody who had to
            explain a decision of that day cannot.
            """,
            said(
                "amara",
                9.2,
                """
                Were those told whose decisions they were? I ask because they may learn of it in a court room
                otherwise.
                """,
                said(
                    "tomasz",
                    8.6,
                    """
                    Our customers were, on the second day. Theirs, I do not know. I will ask, and write here what
                    comes back.
                    """,
                ),
            ),
            said("yasmin", 2.5, "To check elsewhere: does the service stop when it cannot write its log? Should it?"),
        ),
    ),
    Topic(
        "Incident 3: two suppliers, one hidden model",
        said(
            "elif",
            5.8,
            """
            A tender asked for two independent systems, as a check of one by the other. Both suppliers had licensed
            the same model under different names. They agreed in 99 % of the cases, which was praised.
            """,
            said(
                "kenji",
                5.3,
                """
                Too much agreement is easy to measure. We could write down how much two systems **should** differ.
                """,
                said("elif", 1.3, "Please do. I would ask for it in the next tender."),
            ),
        ),
    ),
    Topic(
        "How we tell others without telling on anyone",
        said(
            "amara",
            3.1,
            """
            Each of the three ends with a line "to check elsewhere". Could the leads publish only those lines, once a
            quarter? They name nobody, and they are what others need.
            """,
            said("daniel", 2.3, "Yes, if each of us may strike a line of their own incident without giving a reason."),
            said("yasmin", 0.3, "Agreed, and for my part I would strike nothing so far."),
        ),
    ),
]
