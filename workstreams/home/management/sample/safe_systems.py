"""What the sample people say in "Safe systems and technologies"."""

from workstreams.home.management.sample.saying import Topic, said

RESEARCH_ACCESS = Topic(
    "Is thirty days enough to answer a request for research access?",
    said(
        "amara",
        19.6,
        """
        Three of the groups that we work with asked developers for research access last year. One got it after five
        months, two never had an answer. Our draft says: **an answer within thirty days, yes or no, with a reason.**

        Two questions, by the end of next week if you can:

        1. Is thirty days feasible for a developer with a small legal team?
        2. What should happen when no answer comes?
        """,
        said(
            "priya",
            19.3,
            """
            For us it is feasible if the request says what it needs. Half of those that we get are one line: "please
            give us access to your model". Then the thirty days go into asking back.
            """,
            said(
                "kenji",
                19.1,
                """
                Then let the clock start with a complete request, and say what complete is. I would ask for five
                things: the question, the method, the level of access, who will see results, and how long.
                """,
                said(
                    "priya",
                    18.8,
                    """
                    With those five I would sign thirty days. I would even sign fourteen for "no", because a quick
                    no is worth more to a doctoral student than a slow one.
                    """,
                    said(
                        "linh",
                        18.5,
                        """
                        From the student's side: yes. My last two students changed their topic while they waited.
                        """,
                    ),
                    said(
                        "tomasz",
                        18.4,
                        """
                        Careful with two deadlines in one sentence, people will remember only the shorter one. I would
                        keep thirty and write "sooner where the answer is no".
                        """,
                        said("priya", 18.2, "Fine with me."),
                    ),
                ),
                said(
                    "aroha",
                    18.7,
                    """
                    A sixth thing, please: whose data may come to light. When a model has seen community archives, the
                    community is not in the room where access is granted.
                    """,
                    said(
                        "kenji",
                        17.9,
                        """
                        Agreed. I would word it as "whose data the work could expose, and who has been asked". Asking
                        everybody will not be possible, but leaving the line empty should be visible.
                        """,
                    ),
                ),
            ),
        ),
        said(
            "joaquim",
            18.9,
            """
            On question 2: in public procurement silence counts as a no after the deadline, and one can complain about
            it. The word matters less than having a date from which the next step is open.
            """,
            said(
                "camille",
                18.1,
                """
                And who hears the complaint? If it is the same office that did not answer, we have gained a form.
                """,
                said(
                    "joaquim",
                    17.6,
                    """
                    With us it is another department. Across companies it would have to be somebody whom both sides
                    accepted before. I do not think we have that body, and I would not invent it in this text.
                    """,
                    said(
                        "yasmin",
                        17.2,
                        """
                        Lenders have a modest version: silence is **published**. A list of requests by date, without
                        content, with "answered" or "not answered". Nobody decides anything, and still it works, since
                        nobody likes to be on the list.
                        """,
                        said(
                            "tomasz",
                            16.9,
                            """
                            We could live with publishing counts per quarter. Not with single requests: even the fact
                            that a certain institute asks can tell competitors what we are about to release.
                            """,
                            said(
                                "yasmin",
                                16.6,
                                """
                                Counts per quarter, with the median time to answer. I would take that as a first step.
                                """,
                            ),
                        ),
                    ),
                ),
            ),
        ),
        said(
            "lucia",
            17.4,
            """
            A note on the number itself. The data that the groups sent me: 41 requests, 23 answered, median 64 days,
            fastest tenth under 12 days. So thirty is ambitious, and it is not fantasy.

            | Answered within | Requests |
            | --- | ---: |
            | 14 days | 6 |
            | 30 days | 9 |
            | 90 days | 17 |
            | later | 6 |
            | never | 18 |

            (The rows up to "90 days" add up as one goes down.)
            """,
            said(
                "samuel",
                16.2,
                """
                Eighteen of forty-one without any answer is the figure to lead with. I would put it in the first
                paragraph, before we argue about days.
                """,
            ),
            said(
                "daniel",
                15.8,
                """
                Is the "never" row only large developers? We are small, and I found one request in a mailbox that
                nobody reads any more. It would help to ask for a **named address** for such requests.
                """,
                said("amara", 15.5, "Good and simple. It goes into the draft: a public address, and a name behind it."),
            ),
        ),
        said(
            "elif",
            14.8,
            """
            From competition work: whoever grants access can also choose the kinder researchers. I would like the
            reason for a "no" to be one of a short list, so that patterns can be seen later.
            """,
            said(
                "hannah",
                14.1,
                """
                There is a list that could be adapted, from access to research infrastructure: incomplete, no
                capacity, risk to others, legal duty, other. Five words, thirty years old, still in use.
                """,
            ),
        ),
        said(
            "amara",
            2.1,
            """
            Where we stand, before I rewrite the paragraph on Thursday:

            - thirty days from a **complete** request; six things make it complete;
            - a "no" comes sooner, with one of five reasons;
            - a public address with a name behind it;
            - counts and the median per quarter, not single requests.

            Open: who hears a complaint. Does anybody want to hold the text back for that?
            """,
            said(
                "camille",
                1.4,
                """
                Not hold back, but write it down as open. A text that is silent about it will be read as if we had
                found it unimportant.
                """,
                said("joaquim", 0.9, "Seconded. One sentence: “This text does not say who hears a complaint.”"),
            ),
            said(
                "kenji",
                0.2,
                """
                Go ahead. I will try the six things on three old requests of ours and post what was missing.
                """,
            ),
        ),
    ),
    pinned_by="amara",
)

GUARDRAILS = Topic(
    "Which guardrails can only be built in early?",
    said(
        "tomasz",
        12.7,
        """
        We are asked to "shift left", and everybody nods. Let us make two columns: what **must** happen before or
        during training, because it cannot be added later, and what is cheaper early but possible late. My start for
        the first column: knowing what is in the data, and leaving things out of it.
        """,
        said(
            "kenji",
            12.2,
            """
            First column, second entry: **measuring while training**. If nobody looked at the curve, no test
            afterwards can tell when an ability appeared, and with what.
            """,
            said(
                "linh",
                11.7,
                """
                For the languages that we work with there is a third: who labelled. Refusals learned from labels in
                English do not carry over, and nobody notices until somebody asks in Khmer.
                """,
                said(
                    "priya",
                    11.1,
                    """
                    I can confirm that from the other end. We fine-tune for hospitals, and every refusal that
                    matters to us had to be taught again in four languages. That is the second column in theory and
                    the first in practice, for we never get the labels.
                    """,
                ),
            ),
        ),
        said(
            "daniel",
            11.5,
            """
            Please keep a third column for people like us who receive a finished model: what we can **check** without
            having been there. Otherwise "early" becomes a reason to ask nothing of those who come late.
            """,
            said(
                "tomasz",
                10.9,
                """
                Taken. Then each row reads: what, when at the latest, and how somebody downstream can see that it was
                done.
                """,
                said(
                    "hannah",
                    3.2,
                    """
                    That is the shape of a conformity table; I like it. I have put the seven entries so far into one
                    and will post it tomorrow.
                    """,
                    said(
                        "daniel",
                        2.4,
                        "Thank you. I will go through it with our night shift, they find the empty cells.",
                    ),
                ),
            ),
        ),
    ),
)

TEST_REPORTS = Topic(
    "Two test reports on one model that contradict each other",
    said(
        "samuel",
        8.8,
        """
        We bought a model with a test report that says 94 % on refusing fraud advice. Our own supplier for testing
        says 71 %. Both are serious people. What should each report have said, so that I could have known why?
        """,
        said(
            "lucia",
            8.5,
            """
            In order of how often it is the reason: which prompts, how many tries each, who judged the answers
            (people or another model), the date of the model, and the settings. My bet is on the judge.
            """,
            said(
                "samuel",
                8.1,
                """
                You win. The first used a model as judge, the second two lawyers. And the first counted "I would
                rather not, but in general…" as a refusal.
                """,
                said(
                    "camille",
                    7.6,
                    """
                    That sentence deserves a name of its own. People who got such an answer describe it as a yes
                    with a bow.
                    """,
                    said(
                        "lucia",
                        7.2,
                        "“Partial compliance” is in use. I prefer yours, but it will not survive an editor.",
                    ),
                ),
            ),
        ),
        said(
            "viktor",
            6.9,
            """
            Why not simply buy from us? Northlight has a certified testing service, ready in ten days, members of
            this group get a fifth off. Write to me, and be quick, the offer ends this month.
            """,
            flag=("lucia", "spam", "An offer, in a thread about how to compare reports."),
            hidden=("tomasz", "Advertises a service (rule 3.3). The question of how reports compare is welcome back."),
        ),
        said(
            "linh",
            1.8,
            """
            We keep a page that a report could start with: ten lines, all of the form "we tried X, N times, judged
            by Y". I can post it here if the group wants to tear it apart.
            """,
            said("samuel", 1.2, "Please do. I promise to tear gently."),
        ),
    ),
)

OPEN_WEIGHTS = Topic(
    "Open weights: which step of access is that, really?",
    said(
        "priya",
        6.4,
        """
        The draft puts "open weights" at the end of a line from closed to open. I think it is beside the line. With
        weights I can inspect and adapt; I still do not know the data, and I cannot call anybody when it fails.
        """,
        said(
            "kenji",
            6.0,
            """
            So access has at least two directions: what one may **do**, and what one may **know**. Weights give much
            of the first and little of the second. A grant to auditors can be the reverse.
            """,
            said(
                "elif",
                5.4,
                """
                A third: what one may **pass on**. For competition that is the one that counts, and licences differ in
                nothing as much.
                """,
                said("kenji", 5.1, "Do, know, pass on. That is a table I could teach."),
            ),
        ),
        said(
            "gideon",
            4.9,
            """
            Teaching tables is what people do who have never been refused anything by one of these machines. Mr
            Morimoto plainly has no idea what he talks about, and neither has anybody else in that laboratory.
            """,
            said(
                "aroha",
                4.3,
                """
                I would like us to stay with the table. The question behind it is a fair one: who is *not* helped by
                any of the three? Those about whom the model speaks. For them I would add "may object".
                """,
            ),
            flag=("hannah", "conduct", "The first sentence has a point. The second is about a person."),
        ),
    ),
)

WELCOME = Topic(
    "How this group uses threads",
    said(
        "tomasz",
        20.9,
        """
        A short word at the start, and then I lock this so that it stays findable:

        - one question a thread, and say by when an answer helps;
        - reply to the post that you answer, not to the last one;
        - if a side question grows, open a thread for it and leave a link.
        """,
        said("amara", 20.7, "And if you are new: read for a day, then ask. No question is too small for a thread."),
    ),
    locked_by="tomasz",
)

TIERS = Topic(
    "Between closed and open: how many steps do we need words for?",
    said(
        "kenji",
        107.8,
        """
        "Open" and "closed" are two words for at least five things. Before we say who should get what, I would like a
        developer to say what each step is before anybody can ask for it.
        """,
        said(
            "tomasz",
            107.1,
            """
            We could do that. Our terms say it already, on forty pages. On one page it would have to be in words that a
            person outside the field can follow, and lawyers will not like to be quoted on it.
            """,
            said(
                "camille",
                106.6,
                """
                Forty pages say it to nobody. One page that is not binding would still be more than we have.
                """,
            ),
        ),
        said(
            "priya",
            106.9,
            """
            From those who build on others: I do not need a ladder. What I may do with it and what I may know about it
            are two questions, and whether I may pass it on is a third.
            """,
            said("joaquim", 106.2, "In a tender those would be three columns. I could use them tomorrow."),
        ),
        said(
            "amara",
            106.5,
            """
            Whoever audits asks today, and waits. Nobody has to answer. Whatever the steps are called, a request to look
            inside should have a day by which it is answered, and a no should have a reason.
            """,
            said(
                "samuel",
                105.8,
                """
                And the no should be seen. We were refused twice, and learned later that everybody had been.
                """,
            ),
        ),
    ),
)

TOPICS = [RESEARCH_ACCESS, GUARDRAILS, TEST_REPORTS, OPEN_WEIGHTS, TIERS, WELCOME]
