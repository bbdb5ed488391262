"""What the sample people say in "Resilient governance and regulation"."""

from workstreams.home.management.sample.saying import Topic, said

TOPICS = [
    Topic(
        "Who answers when four companies built one refusal?",
        said(
            "wanjiru",
            15.4,
            """
            A case to work on. A loan is refused. The bank used a scoring service; the service fine-tuned a model; the
            model came from a third company and ran at a fourth. The applicant asks why. **Who owes the answer, and who
            owes what to the one who owes it?**
            """,
            said(
                "samuel",
                14.9,
                """
                The bank owes the answer, whole and in time. We cannot send a customer through three doors. But for
                that we need things from the others, and our contracts give us a right to about half of them.
                """,
                said(
                    "tomasz",
                    14.3,
                    """
                    As the fourth in that row: we only see that something ran. I would refuse to answer for the
                    content, and I would accept to answer for the log.
                    """,
                    said(
                        "ingrid",
                        13.8,
                        """
                        Speaking for myself, not for the authority: the log is more than most have. In two of three
                        cases on my desk nobody could say which version had decided.
                        """,
                        said(
                            "priya",
                            13.1,
                            """
                            Versions we can promise: a name that never changes its meaning. What I cannot promise is
                            that the maker of the base model does the same to me.
                            """,
                            said(
                                "tomasz",
                                12.6,
                                """
                                Then that is the clause to write first, for everything above stands on it: *a
                                version name means the same bytes for ever*.
                                """,
                            ),
                        ),
                    ),
                ),
            ),
            said(
                "mateo",
                13.4,
                """
                The person gets lost in this row. What they need is one name, one date, and to know whether a human
                looked at it. I have never had a client who asked which company ran the computer.
                """,
                said(
                    "wanjiru",
                    12.1,
                    """
                    I would separate the two: towards the person one answerer, among the builders a chain of duties.
                    Most laws that I compare have one half of it. Two have both.
                    """,
                    said("mateo", 3.9, "If you can name those two, I would like to read them this weekend."),
                ),
            ),
            said(
                "leilani",
                2.2,
                """
                For small states both halves matter: the person is with us, the other three companies never are. I
                will draft the first half as five lines and post it here.
                """,
            ),
        ),
        pinned_by="ingrid",
    ),
    Topic(
        "A table between the risk lists, instead of another list",
        said(
            "hannah",
            11.9,
            """
            I count eleven lists of AI risks in use among our members, with 9 to 777 entries. Before anybody writes
            the twelfth: a table that says which entry of one is which of another, and where there is none.
            """,
            said(
                "mei-ling",
                11.2,
                """
                Yes, and with a column "who has to act on it". Half of the mismatches that I meet are not about the
                risk but about whose it is.
                """,
                said(
                    "hannah",
                    10.7,
                    """
                    Could be a second table. The first one should be dull: words beside words. Dull tables live long.
                    """,
                    said(
                        "lucia",
                        10.2,
                        """
                        Dull, and with a measure of doubt: two of us match independently, and we print how often we
                        agreed. Below 0.6 the row is a question, not an answer.
                        """,
                        said("hannah", 9.8, "I had hoped that you would offer."),
                    ),
                ),
            ),
            said(
                "elif",
                0.4,
                """
                We have staff for two weeks in December who could do one column. Competition risks are missing from
                nine of the eleven, so it would be a short column.
                """,
            ),
        ),
    ),
    Topic(
        "Gaps: send a case that no rule caught",
        said(
            "ingrid",
            9.1,
            """
            Please describe one case in five lines: what happened, which rules one would look at first, and why none
            of them fitted. No names. I collect them until the 15th and put them side by side.
            """,
            said(
                "camille",
                8.7,
                """
                A warehouse. Shifts are proposed by a system, people may swap freely. Those who swap more are
                offered fewer shifts later. No dismissal, no decision "on" anybody, nothing to contest. Labour law
                looks at the hours, data protection at the data, and the effect lies between.
                """,
                said(
                    "ingrid",
                    8.2,
                    """
                    Thank you. Number 1. I would look at indirect discrimination next, but it needs a group that one
                    can name.
                    """,
                ),
            ),
            said(
                "yasmin",
                7.8,
                """
                A project loan. A consultant's report was written by a model, with three sources that do not exist.
                The contract asks for "professional care"; nobody has defined that for such tools. Money was paid
                back, quietly.
                """,
            ),
            said(
                "mateo",
                7.4,
                """
                A scholarship. Two applicants with the same grades and different answers, as the system had been
                updated overnight. Equal treatment in one procedure is well protected; that a procedure stays the
                **same** from Monday to Tuesday is not.
                """,
                said(
                    "leilani", 2.8, "Which is Tomasz's version name once more, from the other end. I will link the two."
                ),
            ),
        ),
    ),
    Topic(
        "Computing for those who cannot buy their own: what has worked?",
        said(
            "elif",
            6.1,
            """
            Vouchers, shared centres, reserved hours at the large providers: all three are tried somewhere. I look for
            anything with numbers, failures included. What did researchers get in the end, and what did they wait for?
            """,
            said(
                "yasmin",
                5.6,
                """
                Our vouchers were used up to 31 %. Not for lack of interest: a voucher needs an account, an account a
                credit card, and public universities in four of our countries have none.
                """,
                said(
                    "wanjiru",
                    5.0,
                    """
                    The same in Nairobi. A shared centre two hours away served my department better than money that we
                    could not spend.
                    """,
                    said(
                        "elif",
                        4.5,
                        "That is exactly the kind of number that no impact study has printed. May I quote it?",
                    ),
                ),
            ),
            said(
                "samuel",
                4.2,
                """
                Let us be frank: this always ends with the providers choosing the winners, and the rest of us
                clapping.
                """,
                said(
                    "tomasz",
                    3.7,
                    """
                    We reserve hours, and a committee that we do not sit on chooses. It can be done. I will send the
                    rules.
                    """,
                ),
                flag=("priya", "off_topic", "A general complaint, no example."),
                dismissed=("leilani", "Sharp, but it is about the question. It stays."),
            ),
        ),
    ),
]
