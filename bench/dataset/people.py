"""Members, organisations and the three groups: who may read, who writes, and how much each says."""

import random
from itertools import accumulate

from dataset.copying import copy_in, go_on_after
from dataset.shape import GROUPS, LAST, MEMBERS, YEARS

ORGANISATIONS = 256
SEATS = {"public": 4000, "members": 2000, "private": 300}
COUNTRIES = "AR BR CA CN DE EG FR GB IN IT JP KE KR MX NG PL SE SN US ZA".split()
FIRST_NAMES = (
    "Amara Bilal Chiara Dario Elena Femi Goran Hana Ines Jonas Karim Lena Mei Nadia Oskar Priya Rosa Samir Tomo Uta"
).split()
LAST_NAMES = (
    "Abara Baptiste Castel Diallo Eriksen Fontana Gupta Hoffmann Ivanova Jansen Kimura Lindqvist Moreau Nakata Okafor "
    "Petrov Quist Rossi Sato Tanaka Usman Varga Weber Yilmaz Zhou"
).split()
BEGAN = LAST - YEARS


class People:
    """Everybody, by number. Member `n` has the id `ids[n]`, and speaks for `voices[id]`: (sector, organisation)."""

    def __init__(self, seed, scale=1):
        self.chance = random.Random(f"{seed} people")
        self.count = MEMBERS * scale
        self.ids, self.voices, self.groups, self.speakers = [], {}, [], []

    def build(self):
        from members.models import Affiliation, Member, Membership, Organisation, Profile, RulesVersion, Sector
        from workstreams.groups.models import Participation, PriorityArea, WorkingGroup

        sectors = list(Sector.objects.order_by("position").values_list("pk", flat=True))
        Organisation.objects.bulk_create(
            Organisation(name=f"Organisation {n}", sector_id=sectors[n % len(sectors)], approved_at=BEGAN)
            for n in range(ORGANISATIONS)
        )
        organisations = list(Organisation.objects.order_by("pk").values_list("pk", "sector"))
        rules = RulesVersion.objects.order_by("pk").first() or RulesVersion.objects.create(version="1", body="x")
        # Hashing five thousand passwords would take longer than all the rest; nobody signs in by one here.
        copy_in(Member, (self._member(number) for number in range(self.count)))
        self.ids = list(Member.objects.filter(handle__startswith="bench").order_by("pk").values_list("pk", flat=True))
        for number, pk in enumerate(self.ids):
            organisation, sector = organisations[number * 7 % len(organisations)]
            alone = number % 5 == 0
            self.voices[pk] = (sectors[number % len(sectors)], None) if alone else (sector, organisation)
        copy_in(Affiliation, (self._affiliation(pk) for pk in self.ids))
        admitted = {"state": "active", "rules_id": rules.pk, "decided_at": BEGAN, "admitted_through": "domain"}
        copy_in(Membership, ({"member_id": pk, "applied_at": BEGAN, **admitted} for pk in self.ids))
        Profile.objects.bulk_create((Profile(member_id=pk) for pk in self.ids), ignore_conflicts=True)
        area = PriorityArea.objects.create(slug="bench", name="Bench", summary="Where speed is measured.")
        for (visibility, slug, _share), seats in zip(GROUPS, SEATS.values(), strict=True):
            self.groups.append(
                WorkingGroup.objects.create(
                    area=area,
                    slug=slug,
                    name=slug.replace("-", " ").capitalize(),
                    purpose="Who decides what is safe enough, and by when.",
                    charter="We ask, we answer, and we write down what we agreed on.",
                    visibility=visibility,
                    created_at=BEGAN,
                )
            )
            self.speakers.append(self._speakers(seats))
            rows = self._seats(self.groups[-1].pk, self.speakers[-1][0])
            copy_in(Participation, rows)
        go_on_after(Member)

    def speaker(self, group, chance):
        """The id of somebody who speaks in a group: some speak a lot, most hardly ever."""
        people, weights = self.speakers[group]
        return chance.choices(people, cum_weights=weights)[0]

    def _member(self, number):
        first, last = FIRST_NAMES[number % len(FIRST_NAMES)], LAST_NAMES[number // len(FIRST_NAMES) % len(LAST_NAMES)]
        return {
            "email": f"bench{number}@bench.invalid",
            "name": f"{first} {last} {number // 500 + 1}",
            "handle": f"bench{number}",
            "country": self.chance.choice(COUNTRIES),
            "password": f"!{number}",
            "date_joined": BEGAN,
        }

    def _affiliation(self, pk):
        sector, organisation = self.voices[pk]
        capacity = "representative" if organisation else "individual"
        base = {"member_id": pk, "sector_id": sector, "organisation_id": organisation, "starts_at": BEGAN}
        return {**base, "capacity": capacity}

    def _speakers(self, seats):
        people = sorted(self.chance.sample(self.ids, min(seats, len(self.ids))))
        return people, list(accumulate(1 / (rank + 10) for rank in self.chance.sample(range(len(people)), len(people))))

    @staticmethod
    def _seats(group, people):
        for number, pk in enumerate(people):
            role = "lead" if number < 2 else "participant"
            yield {"group_id": group, "member_id": pk, "role": role, "joined_at": BEGAN}
