"""The sample texts of the area "Resilient governance": a call that is closed and contested, one that was adopted, one
that was returned for lack of voices, one whose comments are being answered, one that is parked, and one in private."""

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
    quoted,
    replied,
    revised,
    stepped,
    supported,
    took,
    written,
)

GROUP = "resilient-governance-and-regulation"

DOCUMENTS = [
    Document(
        group=GROUP,
        title="A public register of systems that decide about people",
        by="wanjiru",
        ago=96,
        body=written("""
            Whoever lets a system decide about people, or prepare such decisions, enters it into a public register
            before it is used.

            An entry says who answers for the system, what it decides, since when, and where to complain.

            An entry is taken out one year after the system was switched off, not before.
            """),
        course=(
            stepped(95, "ingrid", "adoption_call"),
            stepped(80, "leilani", "draft", "Adopted by the group, against two voices."),
            stepped(66, "ingrid", "last_call", ends=56),
            commented(60, "tomasz", "who", "1", "“Prepare” takes in every spreadsheet."),
            disposed(
                57, "ingrid", "who", "not_accepted", "A spreadsheet that prepares decisions about people is meant, yes."
            ),
            consulted(55, "ingrid", "public", ends=33),
            commented(49, "rima", "secret", "2", "What it decides is our price model. An entry gives it away."),
            commented(41, "kofi", "court", "2", "Add the legal ground. Without it nobody can complain to anybody."),
            consultation_closed(33, "leilani"),
            disposed(
                31,
                "ingrid",
                "secret",
                "not_accepted",
                "What it decides, not how. “Whether to insure a house” gives away nothing.",
            ),
            disposed(31, "ingrid", "court", "accepted"),
            revised(
                30,
                "ingrid",
                "The legal ground.",
                ("since when, and where to complain.", "on which legal ground, since when, and where to complain."),
            ),
            called(
                18,
                "leilani",
                "Should such a register be recommended?",
                parties="alliance",
                results="answered",
                ends=1.1,
            ),
            supported(
                17.5,
                3,
                "mei-ling ingrid joaquim elif camille aroha rahima wanjiru rafael lucia linh leilani graciela",
            ),
            took(15, "mateo", "reservations", "One year is short for somebody who learns of a decision late."),
            took(12, "yasmin", "reservations", "Lenders would need it in one form for all countries."),
            took(9, "hannah", "aside", "Standards bodies do not speak on registers."),
            took(8, "johan", "aside", "Our forecasts decide about power lines."),
            took(
                13,
                "tomasz",
                "object",
                "Whoever hosts cannot know what a customer decides with it. The text makes everybody in the chain "
                "enter the same system, and nobody is responsible for the entry.",
                number="1",
                change="Whoever decides about people with a system, or prepares such decisions, enters it into a "
                "public register before it is used. Whoever supplies the system gives them what the entry needs.",
            ),
            took(
                11,
                "priya",
                "object",
                "Before it is used: our models change weekly. The register would be wrong on the day after.",
                number="1",
                change="Whoever lets a system decide about people, or prepare such decisions, enters it into a public "
                "register within three months after it is first used.",
            ),
            took(
                6,
                "rima",
                "object",
                "A register of insurers' systems is read by competitors first. Small insurers will stop using any.",
                number="2",
                change="An entry says who answers for the system, since when, and where to complain. What it decides "
                "is told to authorities and to persons concerned, on request.",
            ),
            took(
                2.6,
                "viktor",
                "object",
                "We would have to enter every test that we run for somebody else.",
                number="1",
                change="Whoever lets a system decide about people, or prepare such decisions, enters it into a public "
                "register before it is used. Tests without effect on people are not entered.",
            ),
            answered(
                9.4,
                "ingrid",
                "tomasz",
                "We think that clause 1 says so: whoever lets it decide. We see that it can be read otherwise.",
            ),
            answered(
                5.2,
                "leilani",
                "priya",
                "What is entered is what the system decides. A new version that decides the same changes nothing.",
            ),
            answered(
                2.4,
                "ingrid",
                "rima",
                "Persons concerned do not know that they are, before they can read it. The register is for them.",
            ),
            call_closed(1.1, ""),
        ),
    ),
    Document(
        group=GROUP,
        title="Telling people that a machine took part",
        by="mateo",
        ago=99,
        body=written("""
            Whoever decides about a person with the help of a machine tells that person so, in the same letter and
            before the reasons.

            The sentence says what the machine did: found, sorted, proposed, or decided.

            It names a human who can change the decision, and until when.
            """),
        course=(
            stepped(98, "ingrid", "adoption_call"),
            stepped(84, "ingrid", "draft", "Adopted. One page, no more."),
            stepped(60, "leilani", "last_call"),
            consulted(46, "leilani", "members", ends=25),
            commented(40, "samuel", "letter", "1", "With us it is a message of 160 characters."),
            replied(39.5, "mateo", "letter", "Then it says “A machine proposed this” and a number to call. It fits."),
            commented(33, "haruka", "care", "3", "In care there may be no decision, only a plan. Is that meant?"),
            consultation_closed(25, "ingrid"),
            disposed(24, "ingrid", "letter", "in_part", "It is said in whatever form the decision comes."),
            disposed(24, "ingrid", "care", "accepted"),
            revised(
                23,
                "ingrid",
                "In whatever form it comes; plans, too.",
                ("in the same letter and", "in the same message and"),
                ("Whoever decides about a person", "Whoever decides about a person, or plans for them,"),
            ),
            called(
                22,
                "ingrid",
                "Does your organisation agree that this text is recommended by the alliance?",
                parties="alliance",
                results="closed",
                ends=3,
            ),
            supported(
                21,
                5,
                "samuel johan daniel olena mei-ling ingrid joaquim elif camille mateo amara wanjiru rafael lucia "
                "yasmin leilani",
            ),
            took(11, "ravin", "aside", "Rules of trade say nothing on letters."),
            took(7, "aishath", "aside", "We have one person for this, and they are away."),
            call_closed(3, ""),
            concluded(
                1.3,
                "leilani",
                "adopted",
                "Four of five sectors support the text; of the international organisations two stand aside, and none "
                "is against it. Nobody objected.",
            ),
        ),
    ),
    Document(
        group=GROUP,
        title="One list of risks for all",
        by="elif",
        ago=66,
        body="The members use one list of risks. It is made from the eleven lists that are in use.",
        course=(
            stepped(65, "ingrid", "adoption_call"),
            stepped(50, "ingrid", "draft", "Adopted with doubts, to see how far we come."),
            stepped(41, "leilani", "last_call", ends=35),
            consulted(35, "leilani", "group", ends=28),
            consultation_closed(28, "leilani"),
            called(27, "leilani", "Is this the way to go?", parties="group", results="open", ends=14),
            supported(26, 20, "elif ingrid wanjiru"),
            took(23, "mei-ling", "reservations", "Who has to act on an entry matters more than the entry."),
            took(18, "samuel", "aside", "We have to use the list that our regulator uses."),
            took(
                16,
                "hannah",
                "object",
                "This is the twelfth list. In a year there will be thirteen.",
                change="A table that says which entry of one list is which of another.",
            ),
            call_closed(14, "leilani"),
            concluded(
                12.6,
                "leilani",
                "returned",
                "Too few took part to say anything, and the objection is right. We return the text: a table between "
                "the lists, instead of another list.",
            ),
        ),
    ),
    Document(
        group=GROUP,
        title="Describing a case that no rule caught",
        by="ingrid",
        ago=77,
        body=written("""
            A case is described in five lines: what happened, to whom, which rules one would look at first, why none of
            them fitted, and what would have helped.

            Nobody is named, and nobody can be guessed.

            A case is kept as it was told. What is learned later stands below it.
            """),
        course=(
            stepped(76, "ingrid", "adoption_call"),
            stepped(62, "leilani", "draft", "Adopted, to collect cases in one shape."),
            stepped(40, "leilani", "last_call", ends=31),
            consulted(31, "ingrid", "members", ends=3),
            commented(
                26,
                "camille",
                "group",
                "1",
                "“To whom” asks for a person. In most of our cases it is a shift, or a street.",
                proposed="A case is described in five lines: what happened, to whom or to which group, which rules "
                "one would look at first, why none of them fitted, and what would have helped.",
            ),
            commented(19, "yasmin", "guess", "2", "In a small country everybody can be guessed."),
            commented(12, "sunita", "language", "", "In which language? Ours are told in four."),
            commented(5, "mateo", "later", "3", "Those who told it should be asked before anything is added."),
            consultation_closed(2.9, "leilani"),
            disposed(
                1.8, "ingrid", "language", "out_of_scope", "In any. Who translates is a matter for the secretariat."
            ),
        ),
    ),
    Document(
        group=GROUP,
        title="Vouchers for computing time",
        by="yasmin",
        ago=58,
        body="States and lenders give vouchers for computing time to those who cannot buy their own.",
        course=(
            stepped(57, "leilani", "adoption_call"),
            stepped(42, "leilani", "draft", "Adopted, on the ground that nobody knows anything better."),
            stepped(6.3, "leilani", "parked", "We ask first what has worked: see the thread on computing."),
        ),
    ),
    Document(
        group="incident-response-room",
        title="To check elsewhere: lines of this quarter",
        by="amara",
        ago=1.2,
        body=written("""
            After a device is replaced: does everything that it sends still mean the same?

            Where a log cannot be written: does the service stop, and should it?
            """),
        course=(
            quoted(1.1, "amara", "1", "To check elsewhere: what else changes its meaning"),
            quoted(1.1, "amara", "2", "To check elsewhere: does the service stop"),
        ),
    ),
]
