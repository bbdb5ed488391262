"""What the sample people say in "Sustainable applications and transformation"."""

from workstreams.home.management.sample.saying import Topic, said

TOPICS = [
    Topic(
        "Seven questions before a pilot: try them on something you know",
        said(
            "mei-ling",
            17.8,
            """
            Here are the seven questions as they stand. Two of us from different sectors should try each on a real case
            before we keep it. Take one that **failed**, that teaches more.

            1. What gets better, for whom, and how will they notice?
            2. What is done today, and what does that cost?
            3. Who can say no to it, and until when?
            4. What is the smallest thing that would show us it does not work?
            5. Who does the work that is left over?
            6. What runs on when the money for the pilot ends?
            7. What would we have to give back, and to whom, if we stop?
            """,
            said(
                "johan",
                17.1,
                """
                Tried on our load forecasts, which did not fail, so take it with salt. Question 4 was the best. We had
                never written down what would make us switch it off. We have now: three wrong peaks within a month.
                """,
                said(
                    "rafael",
                    16.5,
                    """
                    Did anybody object to the number, or only to writing it down?
                    """,
                    said(
                        "johan",
                        16.0,
                        """
                        To writing it down, for a week. Then the dispatchers said that they had used a number all
                        along, and it was two.
                        """,
                        said("rafael", 15.6, "That is the best argument for question 3 that I have heard."),
                    ),
                ),
            ),
            said(
                "daniel",
                14.9,
                """
                Tried on night triage, which did fail in one clinic of four. Question 5 found it at once: the nurses
                checked each result a second time, unpaid, in the hour that the system saved.
                """,
                said(
                    "camille",
                    14.2,
                    """
                    We see this nearly everywhere, and it has no name in any report. Could question 5 say "and in
                    whose time"?
                    """,
                    said("mei-ling", 13.7, "It can, and does from now on."),
                ),
            ),
            said(
                "joaquim",
                2.6,
                """
                Tried on a chat service for municipal taxes. Question 7 stopped us: the answers were trained on
                letters of citizens, and we had no way to take those out again. We start over, without them.
                """,
                said(
                    "aroha",
                    2.0,
                    """
                    Would you write that up, on one page? Communities ask me whether anybody ever started over. I have
                    had no example.
                    """,
                    said("joaquim", 1.5, "Give me until the end of the month. I need to ask at home first."),
                ),
            ),
        ),
        pinned_by="mei-ling",
    ),
    Topic(
        "Counting energy: per query, per service, or not at all?",
        said(
            "johan",
            10.6,
            """
            I am asked for the energy "per query" of a tool that we use, and nobody can tell me. I could tell them
            what the **service** takes in a month, from the meter. Is that of use to anybody, or do we need the
            figure that we cannot have?
            """,
            said(
                "wanjiru",
                10.1,
                """
                For a law, the month from the meter is better: it can be audited. "Per query" is for comparisons
                between vendors, and so far every one that I read compared different things.
                """,
                said(
                    "olena",
                    9.4,
                    """
                    We do not own a meter, we rent by the hour. Our host gives a yearly average for a whole region. Is
                    that then the honest number?
                    """,
                    said(
                        "johan",
                        8.9,
                        """
                        It is an honest number for the region. I would write it down with the hours beside it; then it
                        can be corrected when your host gets better.
                        """,
                    ),
                ),
            ),
            said(
                "yasmin",
                3.4,
                """
                Lenders will ask for one line in a table. If this group proposes "kilowatt-hours a month, metered or
                averaged, and which of the two", I can put it before our board in spring.
                """,
                said("mei-ling", 2.7, "I will open a short thread for the exact line, so that we can point at it."),
            ),
        ),
    ),
    Topic(
        "What did people learn in your training, a year later?",
        said(
            "camille",
            7.7,
            """
            Everybody trains. I have asked 300 members who went through a "working with AI" course what they still
            use. The most frequent answer: how to write a complaint. I am not joking, and it was not part of any
            course.
            """,
            said(
                "mateo",
                7.1,
                """
                It fits what I see. People learn to use a machine in an afternoon. To learn that they may contradict
                it takes a colleague who does.
                """,
                said(
                    "samuel",
                    6.6,
                    """
                    We pair new loan officers with one who has overruled the model, and talk about that very case.
                    Of all that we do it is the cheapest part.
                    """,
                    said(
                        "camille", 6.2, "May I visit? I would like to describe that without making it a success story."
                    ),
                ),
            ),
            said(
                "rafael",
                1.9,
                """
                I have data from town halls that point the same way: whoever overruled once in the first month still
                looks at the screen critically after twelve. Whoever never did, no longer looks.
                """,
            ),
        ),
    ),
    Topic(
        "A use that we gave up, and what was good about it",
        said(
            "samuel",
            5.2,
            """
            We stopped a model that predicted who would pay late. It was right often enough. But people who were
            called "early" paid late **because** they were called: they thought that they were in trouble already.
            """,
            said(
                "wanjiru",
                4.7,
                """
                A prediction that makes itself true is in no impact assessment that I know. How did you find it?
                """,
                said(
                    "samuel",
                    4.4,
                    """
                    By accident. The dialler broke down for nine days in one branch, and payments there got better.
                    """,
                    said("wanjiru", 4.1, "So question 4 should have been: switch it off for nine days and look."),
                ),
            ),
            said(
                "mei-ling",
                0.1,
                """
                I have added this to the cases behind question 4. If nobody objects by Monday I will cite it without
                the name of the bank.
                """,
            ),
        ),
    ),
    Topic(
        "Four questions, two months later: what was missing?",
        said(
            "mei-ling",
            118.5,
            """
            Some of you have used the four questions by now. What did you learn too late that a question could have told
            you? Cases, please, not wishes.
            """,
            said(
                "samuel",
                117.6,
                """
                We had no answer to "does it work", only to "how well". Nobody could name a number that would have told
                us to stop, so we did not stop.
                """,
            ),
            said(
                "camille",
                117.2,
                """
                In two warehouses people were told that they could say no. They were told in the week after the start,
                and nobody had asked them before. A right to say no is worth what it is asked for.
                """,
                said("wanjiru", 116.3, "Law has a name for that: a hearing after the decision. It is not a hearing."),
            ),
            said(
                "joaquim",
                116.9,
                """
                We ended a pilot with a school. The supplier kept the pupils' essays. Nobody had thought of what we
                would have to give back.
                """,
                said(
                    "rafael",
                    115.4,
                    "So three: who can say no, what would make us stop, what we give back. I count seven.",
                ),
            ),
        ),
    ),
]
