"""The sample texts of "Sustainable applications": one that is published in its second version, over an objection that
was overruled; the one whose place it took; an idea; and one that was withdrawn."""

from workstreams.home.management.sample.course import (
    Document,
    answered,
    call_closed,
    called,
    commented,
    concluded,
    consultation_closed,
    consulted,
    disposed,
    overruled,
    published,
    quoted,
    replied,
    revised,
    stepped,
    superseded,
    supported,
    taken_over,
    took,
    written,
)

GROUP = "sustainable-applications-and-transformation"

FOUR = written("""
    Before an organisation pays for a pilot, it answers four questions in writing.

    1. What gets better, and for whom?
    2. What is done today, and what does that cost?
    3. Who does the work that is left over?
    4. What runs on when the money for the pilot ends?
    """)

SEVEN = written("""
    ## What this is for

    Many pilots, few services that last. These questions are asked before money is spent, by whoever will have to answer
    for the result, and the answers are kept.

    They are not a test that one passes. A question without an answer is an answer.

    ## The questions

    **What gets better, for whom, and how will they notice?** Name the people, not the process.

    **What is done today, and what does that cost?** In money, in energy, and in attention.

    **Who can say no to it, and until when?** A right that ends before anybody has seen the thing is none.

    **What is the smallest thing that would show us that it does not work?** Write it down before the start, with a
    number.

    **Who does the work that is left over?** Corrections, second looks, and explaining it to those who ask.

    **What runs on when the money for the pilot ends?**

    **What would we have to give back, and to whom, if we stop?** Data, above all, and what was learned from it.

    ## How they are used

    Each question is answered in writing by two people: one who wants the pilot, and one who will work beside it.

    The answers are read again after a year, or on the day on which the pilot ends.
    """)

# fmt: off
QUESTION = "Does your organisation agree that this text is recommended by the alliance?"
# fmt: on

DOCUMENTS = [
    Document(
        group=GROUP,
        title="Four questions before a pilot",
        by="mei-ling",
        ago=148,
        body=FOUR,
        course=(
            stepped(147.5, "mei-ling", "adoption_call", ends=142),
            stepped(142, "mei-ling", "draft", "A page to begin with."),
            stepped(140, "rafael", "last_call", ends=136),
            consulted(136, "rafael", "members", ends=132),
            consultation_closed(132, "rafael"),
            called(131.5, "mei-ling", QUESTION, parties="group", results="answered", ends=127),
            supported(131, 128, "mei-ling rafael samuel camille joaquim"),
            call_closed(127, "mei-ling"),
            concluded(
                126.5,
                "mei-ling",
                "adopted",
                "Five organisations, all for it. Too few to speak of sectors: we publish it to be tried, and change it "
                "as soon as it was.",
            ),
            published(126, "mei-ling"),
            superseded(
                46, "mei-ling", "Seven questions before a pilot", "Tried for two months, three questions were missing."
            ),
        ),
    ),
    Document(
        group=GROUP,
        title="Seven questions before a pilot",
        by="mei-ling",
        ago=112,
        body=SEVEN,
        course=(
            quoted(
                111.9,
                "mei-ling",
                "2.3",
                "nobody had asked them",
                said="A right to say no is worth what it is asked for.",
            ),
            quoted(111.8, "mei-ling", "2.4", "Nobody could name a number"),
            quoted(
                111.8,
                "mei-ling",
                "2.7",
                "Nobody had thought of what we",
                said="Nobody had thought of what we would have to give back.",
            ),
            stepped(111, "mei-ling", "adoption_call"),
            stepped(97, "rafael", "draft", "Adopted. The four questions stay in force until this is published."),
            revised(
                93,
                "rafael",
                "Two people answer, and not the same kind.",
                (
                    "by two people: one who wants the pilot, and one who will work beside it.",
                    "by two people who do not report to each other: one who "
                    "wants the pilot, and one who will work beside it.",
                ),
            ),
            stepped(92, "mei-ling", "last_call", ends=86),
            consulted(86, "mei-ling", "members", ends=67),
            commented(
                83,
                "johan",
                "number",
                "2.4",
                "Dispatchers said that a number alone is gamed. Say who looks at it.",
                proposed="**What is the smallest thing that would show us that it does not work?** Write it down "
                "before the start, with a number and the name of whoever watches it.",
            ),
            commented(79, "camille", "works", "3.1", "Will those who work beside it be asked, or named?"),
            replied(78, "rafael", "works", "Asked. We can say so."),
            commented(75, "anke", "short", "1.1", "“Answer for the result” means nothing to a shop with six people."),
            commented(71, "aigerim", "open", "2.3", "Until when, and how: silence is not a yes."),
            commented(69, "tomasz", "cloud", "2.2", "Energy per question cannot be known by a customer. Take it out."),
            consultation_closed(67, "rafael"),
            taken_over(66, "mei-ling", "number"),
            disposed(
                66,
                "mei-ling",
                "works",
                "in_part",
                "Both answer in writing, under their own name. Clause 3.1 says so now.",
            ),
            disposed(
                65,
                "rafael",
                "short",
                "not_accepted",
                "In a shop with six people somebody answers for it, too: often the one who asks.",
            ),
            disposed(65, "rafael", "open", "accepted"),
            disposed(
                65, "rafael", "cloud", "not_accepted", "The month from the meter can be known, and that is enough here."
            ),
            revised(
                64,
                "rafael",
                "Silence is no yes; both answer under their own name.",
                ("seen the thing is none.", "seen the thing is none, and silence is no yes."),
                (
                    "is answered in writing by two people",
                    "is answered in writing, under their own names, by two people",
                ),
            ),
            called(63, "mei-ling", QUESTION, parties="alliance", results="answered", ends=50),
            supported(
                62,
                52,
                "samuel johan daniel mei-ling joaquim ingrid camille amara rafael wanjiru kenji yasmin leilani hannah",
            ),
            took(58, "priya", "reservations", "Two people is one more than many of our customers have."),
            took(
                56,
                "aroha",
                "reservations",
                "Communities should be named in question 7: what is given back is often theirs.",
            ),
            took(
                55,
                "mateo",
                "object",
                "The answers are kept by whoever asked the questions. Those about whom the system will decide never "
                "see them. Without that these are seven questions that an organisation asks itself.",
                number="1.1",
                change="Many pilots, few services that last. These questions are asked before money is spent, by "
                "whoever will have to answer for the result, and the answers are given to everybody about whom the "
                "system decides.",
            ),
            answered(
                53,
                "mei-ling",
                "mateo",
                "We asked eleven members who have run pilots. Nine said that they would answer less truly if it were "
                "published, and two that nothing would change. The questions are for the time before a decision; what "
                "is owed to those about whom is decided belongs into a text of its own.",
            ),
            call_closed(50, ""),
            overruled(
                49,
                "rafael",
                "mateo",
                "The objection is serious, and it is about more than this text: who may read the answers. Fourteen "
                "organisations of five sectors found that the questions are worth having even where the answers stay "
                "in the house; none of them took up the change in the two weeks in which it stood here. We overrule "
                "it, print it in full, and have put a text on what is owed to those concerned on our list.",
            ),
            concluded(
                48,
                "mei-ling",
                "adopted",
                """
                All five sectors support the text. One objection was raised, answered, and overruled with reasons; it is
                printed with the text. The reservations about small organisations will be looked at in a year.
                """,
            ),
            published(47, "mei-ling", review_in=318),
            stepped(13.6, "rafael", "draft"),
            revised(
                13.5,
                "rafael",
                "Question 5 asks in whose time the work is done.",
                (
                    "**Who does the work that is left over?** Corrections,",
                    "**Who does the work that is left over, and in whose time?** Corrections,",
                ),
            ),
            quoted(
                13.4, "rafael", "2.5", "it has no name in any report", said='Could question 5 say "and in whose time"?'
            ),
            quoted(13.4, "rafael", "2.5", "Tried on night triage"),
            stepped(13.3, "mei-ling", "last_call", ends=11),
            consulted(11, "mei-ling", "group", ends=8),
            commented(
                9.6, "daniel", "unpaid", "2.5", "Unpaid time, above all. “In whose time” says it well enough for me."
            ),
            consultation_closed(8, "rafael"),
            disposed(7.9, "rafael", "unpaid", "accepted"),
            called(
                7.8,
                "mei-ling",
                "Does your organisation agree with this one change?",
                parties="alliance",
                results="open",
                ends=3,
            ),
            supported(
                7.5,
                3.2,
                "samuel johan daniel olena mei-ling joaquim ingrid camille amara aroha rafael wanjiru kenji "
                "yasmin leilani hannah",
            ),
            took(5, "mateo", "aside", "It is a better question. What I objected to stands as it stood."),
            call_closed(3, ""),
            concluded(
                2.6,
                "rafael",
                "adopted",
                "One clause was changed, by what two members found when they tried it. All sectors support the change.",
            ),
            published(
                2.2,
                "rafael",
                changes="Question 5 asks in whose time the work is done that is left over.",
                version="1.1",
                review_in=318,
            ),
        ),
    ),
    Document(
        group=GROUP,
        title="One line for the energy of a service",
        by="yasmin",
        ago=2.5,
        body=written("""
            A service states its energy in one line: kilowatt-hours a month, metered or averaged, and which of the two.

            Where it is an average, the line says of what.
            """),
        course=(
            quoted(
                2.4,
                "yasmin",
                "1",
                "Lenders will ask for one line",
                said="kilowatt-hours a month, metered or averaged, and which of the two",
            ),
            quoted(2.4, "yasmin", "2", "It is an honest number for the region"),
        ),
    ),
    Document(
        group=GROUP,
        title="A list of pilots that went well",
        by="olena",
        ago=80,
        body="A list of pilots that went well, with a name to call for each of them.",
        course=(
            stepped(79, "rafael", "adoption_call"),
            stepped(
                64,
                "mei-ling",
                "withdrawn",
                "Our charter says that we collect no success stories. What was measured, and what got worse, goes into "
                "the cases behind the seven questions.",
            ),
        ),
    ),
]
