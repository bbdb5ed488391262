"""The sample text that is open for everybody's comments, some of which are disposed of already."""

from workstreams.home.management.sample.course import (
    Document,
    commented,
    commented_by_guest,
    consulted,
    disposed,
    hidden,
    quoted,
    replied,
    revised,
    stepped,
    written,
)

FIRST = written("""
    ## Before the figures

    A test report names the model, its date and its settings, so that somebody else can ask the same model the same
    thing.

    It says who paid for the test, and who saw the report before it was published.

    ## The figures

    Each figure comes with what was tried, how many times, and what counted as a success.

    It says who judged: people, how many, and how often they agreed; or a model, and which.

    ## After the figures

    A report says what was not tested.

    A report that is withdrawn stays where it was, with the reason on top.
    """)

DOCUMENTS = [
    Document(
        group="safe-systems-and-technologies",
        title="What a test report must say",
        by="lucia",
        ago=62,
        body=FIRST,
        course=(
            stepped(61, "lucia", "adoption_call"),
            stepped(46, "tomasz", "draft", "Buyers and testers both asked for it."),
            revised(
                33,
                "amara",
                "Refusals that are half a refusal.",
                (
                    "what counted as a success.",
                    "what counted as a success. An answer that refuses and then goes on is counted by itself.",
                ),
            ),
            stepped(22, "amara", "last_call"),
            revised(
                8,
                "priya",
                "Who judged comes first, for it is the commonest reason why reports differ.",
                ("It says who judged: people,", "It says first who judged: people,"),
            ),
            quoted(7.9, "priya", "2.2", "My bet is on the judge"),
            quoted(
                7.9,
                "priya",
                "2.1",
                'counted "I would',
                said='And the first counted "I would rather not, but in general…" as a refusal.',
            ),
            consulted(7.5, "amara", "public", ends=-13),
            commented(
                7.1,
                "viktor",
                "paid",
                "1.2",
                "We sell reports. Who saw it before is our customer's business, and we would lose the customer.",
            ),
            replied(6.8, "samuel", "paid", "I am such a customer, and would rather have it in the report."),
            commented(
                6.6,
                "imogen",
                "settings",
                "1.1",
                "Settings change during a test. Should it say from when to when?",
                proposed="A test report names the model, its settings, and the days on which it was tested, so "
                "that somebody else can ask the same model the same thing.",
            ),
            commented(
                6.2,
                "aigerim",
                "agreed",
                "2.2",
                "How often people agreed depends on how it is reckoned. Name the measure, or the figure says little.",
            ),
            commented(
                5.9,
                "elsa",
                "children",
                "3.1",
                "Please name children. Tests with adults are taken for tests with everybody.",
            ),
            commented(
                5.5,
                "mette",
                "tender",
                "",
                "We could put this text into a tender as it stands, if it had a number "
                "for each demand. Thank you for that.",
            ),
            commented_by_guest(
                5.2,
                "guest",
                "2.1",
                "I grade exams for a living. Two examiners who have not spoken "
                "before disagree on one paper in six. Please ask for that figure before they speak.",
                name="Ottoline Faber",
                email="ottoline.faber@guests.example",
                sector="academia",
            ),
            commented(
                4.8,
                "linh",
                "languages",
                "2.1",
                "The language of each test, and whether the judge reads it.",
                proposed="Each figure comes with what was tried, in which language, how many times, and what "
                "counted as a success. An answer that refuses and then goes on is counted by itself.",
            ),
            commented(4.1, "florencia", "again", "2.1", "In which language? A refusal in English tells us nothing."),
            commented(
                3.6,
                "rima",
                "offer",
                "3.2",
                "Insurers have to be told of a report that is withdrawn. Within how many days?",
            ),
            commented(3.3, "neema", "spam", "", "We test networks too: ask for our offer of this month."),
            commented(
                2.7,
                "yasmin",
                "paid2",
                "1.2",
                "Lenders would like the sum, too. It is the same question.",
                proposed="It says who paid for the test and how much, and who saw the report before it was published.",
            ),
            commented(
                1.6,
                "kofi",
                "court",
                "3.2",
                "A court will ask for the report as it was. “Stays where it was” "
                "should mean: at the same address, unchanged.",
            ),
            disposed(4.4, "priya", "agreed", "accepted"),
            disposed(4.2, "priya", "children", "accepted"),
            disposed(3.9, "priya", "again", "duplicate", same_as="languages"),
            disposed(
                3.1, "priya", "tender", "out_of_scope", "Thank you. What a tender asks for is for whoever writes it."
            ),
            hidden(2.9, "tomasz", "spam", "Advertises a service (rule 3.3)."),
            disposed(2.8, "priya", "spam", "out_of_scope", "An offer, not a comment."),
            disposed(
                2.1,
                "priya",
                "paid",
                "not_accepted",
                "Who saw a report before it was published is what readers ask first. No person need be named.",
            ),
        ),
    ),
]
