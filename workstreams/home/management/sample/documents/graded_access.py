"""The sample text of which a call for consensus is open: every sector is for it, and an objection stands against it."""

from workstreams.home.management.sample.course import (
    Document,
    answered,
    called,
    commented,
    consultation_closed,
    consulted,
    discussed,
    disposed,
    quoted,
    replied,
    revised,
    stepped,
    supported,
    taken_over,
    took,
    written,
)

FIRST = written("""
    ## Why

    A developer of a capable model decides, mostly alone, who may query it, inspect it, adapt it and pass it on. People
    who have to rely on that decision should be able to read it, and to ask for more.

    ## What a developer publishes

    A developer publishes, before release, the tiers of access that it offers and the terms of each, in words that a
    person outside the field can follow.

    For each tier it says what its holders may do, what they may know, and what they may pass on.

    ## Who gets in

    Access for audit is granted by the developer within thirty days of a request.

    A refusal states its reason.

    ## When something is wrong

    Where a model is found to be unsafe at one tier, every holder of that tier is told at the same time.
    """)

# fmt: off
SUPPORT = (
    "tomasz priya johan daniel olena viktor minjun kristjan rima ignacio sigrid bastien anke neema aino "
    "mei-ling ingrid paulina radu salma juliet mette "
    "jitka ramiro aoife sunita elsa rahima aroha "
    "kenji rafael linh lucia hicham aigerim thandi matej "
    "leilani hannah ravin"
)
# fmt: on

DOCUMENTS = [
    Document(
        group="safe-systems-and-technologies",
        title="Graded access to frontier models",
        by="amara",
        ago=105,
        body=FIRST,
        course=(
            quoted(104.9, "amara", "2.1", "say what each step is before anybody can ask for it"),
            quoted(104.8, "amara", "3.1", "Whoever audits asks today", said="Nobody has to answer."),
            stepped(104, "amara", "adoption_call"),
            stepped(91, "tomasz", "draft", "Four sectors want it, and nobody spoke against it."),
            quoted(90, "amara", "2.2", "What I may do with it and what I may know about it"),
            revised(
                84,
                "amara",
                "Small developers, and what a refusal does.",
                (
                    "within thirty days of a request.",
                    "within thirty days of a request, or ninety where it has fewer than fifty staff.",
                ),
                (
                    "A refusal states its reason.",
                    "A refusal states its reason and is published, without the name of whoever asked.",
                ),
            ),
            stepped(70, "amara", "last_call"),
            commented(64, "linh", "words", "2.1", "“Tiers” is a hard word to translate. Would “steps” do?"),
            disposed(
                58,
                "amara",
                "words",
                "not_accepted",
                "The other areas say “tier” as well, and one word for one thing is easier to translate than two.",
            ),
            consulted(55, "amara", "public", ends=27),
            commented(
                50,
                "kristjan",
                "small",
                "3.1",
                "Fifty staff is a company that still has no lawyer. We would need the ninety days up to two hundred.",
            ),
            replied(49, "priya", "small", "We asked around: above fifty most have somebody who does nothing else."),
            commented(
                47,
                "aoife",
                "plain",
                "2.1",
                "Published where? In a form that a screen reader can read, and on one page.",
            ),
            commented(
                44,
                "camille",
                "everybody",
                "4.1",
                "Those who hold a tier are told. Those whom the model decides about hold none, and learn it last.",
                proposed="Where a model is found to be unsafe at one tier, every holder of that tier is told at the "
                "same time, whatever sector they belong to, and so is the public.",
            ),
            commented(
                41,
                "ravin",
                "duties",
                "3.2",
                "Some refusals may not be published by law. The clause should leave room for that.",
            ),
            commented(38, "mateo", "twice", "4.1", "And those whom the model is used on: who tells them?"),
            consultation_closed(27, "tomasz"),
            disposed(
                25, "priya", "small", "in_part", "Ninety days stay for fewer than fifty; others may ask for more."
            ),
            taken_over(24, "amara", "everybody"),
            disposed(24, "amara", "twice", "duplicate", same_as="everybody"),
            revised(
                21,
                "priya",
                "On one page that everybody can read; what a law forbids to publish.",
                ("of each, in words that a", "of each, on one page that everybody can read, in words that a"),
                ("and is published, without", "and, where no law forbids it, is published, without"),
            ),
            disposed(20, "priya", "plain", "accepted"),
            disposed(20, "priya", "duties", "accepted"),
            called(
                9,
                "amara",
                "Does your organisation agree that this text is recommended by the alliance?",
                parties="alliance",
                results="open",
                ends=-5,
            ),
            supported(8.8, 2, SUPPORT),
            took(8.1, "imogen", "reservations", "We would read clause 3.1 as working days."),
            took(6.4, "dawit", "reservations", "Clause 4.1 should name the channel: who tells whom, and how."),
            took(5.1, "corazon", "reservations", "One page is little for eleven tiers. We hope that a table counts."),
            took(4.4, "marcus", "aside", "Our models are small. This is not for us to decide."),
            took(
                7.2,
                "desmond",
                "object",
                "A newsroom that is refused is named by its silence. “Without the name of whoever asked” is not enough "
                "where only one newsroom works on a story.",
                number="3.2",
                change="A refusal states its reason. Refusals are published once a year, as counts by reason.",
            ),
            answered(
                5.6,
                "priya",
                "desmond",
                "A count alone would hide that the same people are refused again and again. We keep the clause, and "
                "have asked developers in a note to wait with the publication where a single case could be told.",
            ),
            took(5.8, "budi", "reservations", "We would like a date by which the tiers are looked at again."),
            took(3.9, "haruka", "reservations", "Care homes need the page in writing, too."),
            took(
                6.9,
                "elif",
                "object",
                "Ninety days for a small developer are ninety days for whoever bought it last month. Size is easily "
                "arranged.",
                number="3.1",
                change="Access for audit is granted by the developer within thirty days of a request, or ninety where "
                "it, and whoever controls it, has fewer than fifty staff.",
            ),
            answered(
                3.3,
                "amara",
                "elif",
                "A fair point, which nobody raised before the call. The next revision will count the whole group of "
                "companies; until then we ask you to judge the text as it stands.",
            ),
            took(
                4.9, "florencia", "reservations", "The page should exist in the languages in which the model is sold."
            ),
            took(2.9, "mateo", "aside", "I am one person, and have said what I think in the comments."),
            took(
                2.4,
                "kofi",
                "object",
                "Clause 3.1 lets the developer choose who audits it. Those most affected by a model, and furthest from "
                "its maker, would never be asked.",
                number="3.1",
                change="Access for audit is granted by a panel on which no sector holds more than a third of the "
                "seats, within thirty days of a request, or ninety where it has fewer than fifty staff.",
            ),
            discussed(
                2.2,
                "amara",
                "kofi",
                (1.9, "kenji", "A panel needs somebody to pay for it. Is there one that this could be modelled on?"),
                (1.2, "aroha", "Ethics boards of hospitals: unpaid, slow, and trusted all the same."),
                (0.6, "tomasz", "Slow is what I would worry about. Thirty days, with a panel that meets when?"),
            ),
            took(3.6, "selam", "reservations", "“Unsafe” should be said by a test that others can repeat."),
            took(1.7, "gideon", "aside", "I have written against the word “frontier”, and stand aside for its sake."),
            took(
                1.5, "graciela", "reservations", "River states share one regulator. Please say that one request may do."
            ),
            took(0.9, "aishath", "aside", "We have no developer, and too few people to study the text."),
        ),
    ),
]
