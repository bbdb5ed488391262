"""Two groups with the same texts, in one of them with few comments and positions, in the other with thousands."""

import random
from dataclasses import dataclass, replace

MEMBERS = 2000
SECTIONS, PARAGRAPHS = 8, 5
WORDS = (
    "developers publish the tiers of access before a model is released and state for each who may ask for it on which "
    "evidence and within how many days an audit is granted so that no sector waits longer than another for an answer"
).split()
# The places of stances, reasons and outcomes in what follows are those of a few dozen real consultations: most support,
# one in twenty objects; a third of the comments is answered, one in ten would change the words, one in five is
# answered by somebody, and half of them speak of the same clause.


@dataclass(frozen=True)
class Size:
    """`objections`: with what is shown of them on a page in both."""

    comments: int
    positions: int
    objections: int

    def __str__(self):
        return f"{self.comments:,} comments, {self.positions:,} positions and {self.objections} objections"


SMALL, LARGE = Size(180, 50, 12), Size(5000, 2000, 100)


class World:
    """The members of the alliance, by sectors in turn, every third for an organisation of their own."""

    def __init__(self):
        from django.utils import timezone

        from members.models import Affiliation, Member, Membership, Organisation, RulesVersion, Sector
        from workstreams.groups.models import PriorityArea

        self.chance, self.now = random.Random(7), timezone.now()
        self.sectors = list(Sector.objects.all())
        self.area = PriorityArea.objects.create(slug="bench", name="Bench", summary="x")
        self.people = Member.objects.bulk_create(
            Member(email=f"member{n}@bench.invalid", name=f"Member {n:04}", country="IT") for n in range(MEMBERS)
        )
        bodies = Organisation.objects.bulk_create(
            Organisation(name=f"Organisation {n:04}", sector=self.sector(n), approved_at=self.now)
            for n in range(0, MEMBERS, 3)
        )
        self.bodies = dict(zip(range(0, MEMBERS, 3), bodies, strict=True))
        Affiliation.objects.bulk_create(
            Affiliation(
                member=person,
                sector=self.sector(n),
                organisation=self.bodies.get(n),
                capacity="representative" if n in self.bodies else "individual",
            )
            for n, person in enumerate(self.people)
        )
        rules = RulesVersion.objects.order_by("pk").first() or RulesVersion.objects.create(version="1", body="x")
        decided = {"decided_at": self.now, "decided_by": self.people[0], "admitted_through": "secretariat"}
        Membership.objects.bulk_create(
            Membership(member=person, state="active", rules=rules, **decided) for person in self.people
        )

    def sector(self, number):
        return self.sectors[number % len(self.sectors)]

    def words(self, count):
        return " ".join(self.chance.choices(WORDS, k=count)).capitalize() + "."

    def body(self):
        """The Markdown of some ten pages."""
        return "\n\n".join(
            part
            for section in range(SECTIONS)
            for part in (f"# Section {section + 1}", *(self.words(90) for _each in range(PARAGRAPHS)))
        )

    def grown(self, size):
        """Make a group with its texts, of this size. Returns {page: (address, cookie)}, "" for a visitor's."""
        from stage.readers import sign_in

        from workstreams.groups.models import Participation, WorkingGroup

        # The reader of this group leads it, and answered the call.
        reader = self.people[1 if size is SMALL else 2]
        name = "small" if size is SMALL else "large"
        group = WorkingGroup.objects.create(area=self.area, slug=name, name=name, purpose="x", charter="x")
        Participation.objects.create(group=group, member=reader, role="lead")
        cookie = sign_in([person.pk for person in self.people[1:3]])["portal"][0 if size is SMALL else 1]
        pages = {
            **self.consulted(group, reader, size),
            **self.called(group, reader, size),
            **self.published(group, reader, size),
        }
        return {name: (path, "" if name.endswith("visitor") else cookie) for name, path in pages.items()}

    def begun(self, group, reader, step):
        """A document of some ten pages, at this step."""
        from workstreams.recommendations import actions
        from workstreams.recommendations.models import Recommendation

        made = actions.begin(group, by=reader, title="Graded access to frontier models", body=self.body())
        Recommendation.objects.filter(pk=made.pk).update(step=step)
        made.refresh_from_db()
        return made

    def consulted(self, group, reader, size):
        """A text in consultation, and its pages."""
        from django.urls import reverse

        from workstreams.consultations import actions
        from workstreams.consultations.models import Comment, Disposition

        document = self.begun(group, reader, "last_call")
        revision = actions.open_consultation(document, by=reader, audience="public").revision
        texts = list(revision.texts.in_order().filter(level=0))
        busy = texts[0]
        made = [self.comment(revision, busy if n % 2 else self.chance.choice([*texts, None]), n) for n in
                range(size.comments)]  # fmt: skip
        Comment.objects.bulk_create(made)
        Comment.objects.bulk_create(
            replace_parent(self.comment(revision, None, n), of=made[n]) for n in range(0, size.comments, 5)
        )
        outcomes = ["accepted", "in_part", "not_accepted", "out_of_scope"]
        Disposition.objects.bulk_create(
            Disposition(comment=one, outcome=outcomes[n % 4], reason=self.words(12), decided_by=reader)
            for n, one in enumerate(made)
            if n % 6 < 2
        )
        text = [group.slug, document.pk]
        table = reverse("dispositions", args=text)
        clause = reverse("clause_comments", args=[*text, 1, busy.clause_id])
        mine = [one for one in made if one.clause_id == busy.clause_id]
        return {
            "table of comments": table,
            "table of comments, visitor": table,
            "table, last page": f"{table}?after={made[-51].pk}",
            "table, open": f"{table}?state=open",
            "table, one clause": f"{table}?clause={busy.clause_id}",
            "table, one sector": f"{table}?sector={self.sectors[0].pk}",
            "clause": clause,
            "clause, visitor": clause,
            "clause, last page": f"{clause}?after={mine[-51].pk}",
            "comment": reverse("comment", args=[mine[0].pk]),
            "text in consultation": document.get_absolute_url(),
        }

    def comment(self, revision, text, number):
        from workstreams.consultations.models import Comment

        said = self.words(35)
        amends = number % 10 == 1 and text is not None
        return Comment(
            revision=revision,
            clause_id=text and text.clause_id,
            author=self.people[number % len(self.people)],
            sector=self.sector(number),
            organisation=self.bodies.get(number),
            body=said,
            body_html=f"<p>{said}</p>",
            proposed=text.source.replace("audit", "review") if amends else "",
            confirmed_at=self.now,
        )

    def opened(self, group, reader, size, *, results="open"):
        """A call with its positions and objections, all unanswered."""
        from workstreams.consensus import actions
        from workstreams.consensus.models import Objection, Position

        document = self.begun(group, reader, "answering")
        call = actions.open_call(
            document, by=reader, question="Do you agree to this text?", parties="alliance", results=results
        )
        clauses = list(call.revision.texts.in_order().filter(level=0).values_list("clause", flat=True))
        stances = ["support"] * 12 + ["reservations"] * 5 + ["aside", "recuse"]
        every = size.positions // size.objections
        made = Position.objects.bulk_create(
            Position(
                call=call,
                member=self.people[n],
                sector=self.sector(n),
                organisation=self.bodies.get(n),
                stance="object" if n % every == 3 and n // every < size.objections else self.chance.choice(stances),
                reason=self.words(20),
            )
            for n in range(size.positions)
        )
        Objection.objects.bulk_create(
            Objection(call=call, position=one, clause_id=clauses[n % 3], text=one.reason, change=self.words(60))
            for n, one in enumerate(one for one in made if one.stance == "object")
        )
        return call

    def called(self, group, reader, size):
        """A text with an open call, and its pages."""
        from django.urls import reverse

        call = self.opened(group, reader, size)
        positions = reverse("call_positions", args=[call.pk])
        return {
            "call": call.get_absolute_url(),
            "call, visitor": call.get_absolute_url(),
            "who took which position": positions,
            "positions, last page": f"{positions}?page=9999",
            "objections to a call": reverse("call_objections", args=[call.pk]),
            "text with a call": call.recommendation.get_absolute_url(),
        }

    def published(self, group, reader, size):
        """A text that was published, with as many positions, and the same few objections; and its pages."""
        from django.urls import reverse

        from workstreams.consensus import actions
        from workstreams.consensus.models import Objection, Reply
        from workstreams.publications import actions as publications

        call = self.opened(group, reader, replace(size, objections=SMALL.objections))
        objections = list(call.objections.order_by("pk"))
        Reply.objects.bulk_create(Reply(objection=one, author=reader, text=self.words(40)) for one in objections)
        Objection.objects.filter(call=call).update(state="answered")
        actions.overrule(objections[0], by=reader, reason=self.words(40))
        actions.close_call(call, by=reader)
        actions.state_outcome(call, by=reader, result="adopted", statement=self.words(60))
        call.recommendation.refresh_from_db()
        made = publications.publish(call.recommendation, by=reader)
        address = [made.number, made.version]
        number = made.revision.texts.in_order().filter(level=0).first().number
        return {
            "publication": made.get_absolute_url(),
            "publication, visitor": made.get_absolute_url(),
            "clause of a publication": reverse("clause_trace", args=[*address, number]),
        }


def replace_parent(comment, *, of):
    """The same comment as an answer to another."""
    comment.parent, comment.clause_id, comment.proposed = of, of.clause_id, ""
    return comment
