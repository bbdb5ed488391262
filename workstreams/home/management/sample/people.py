"""The invented people and organisations of the demonstration. No name here is meant to be anybody's."""

from dataclasses import dataclass

PASSWORD = "one-table-five-sectors"  # noqa: S105 - shown to whoever runs the demonstration


@dataclass(frozen=True)
class Person:
    """Somebody who applied: `organisation` is "" for those who speak for themselves."""

    key: str
    name: str
    sector: str
    organisation: str
    country: str
    time_zone: str
    statement: str

    @property
    def email(self):
        return f"{self.key}@{'people' if not self.organisation else 'members'}.example"


SECRETARIAT = {
    "name": "Noor Halabi",
    "email": "noor@secretariat.example",
    "country": "CH",
    "time_zone": "Europe/Zurich",
}

# fmt: off
MEMBERS = [
    Person("amara", "Amara Diallo", "civil", "Sahel Digital Rights Forum", "SN", "Africa/Dakar",
           "We look after people whom systems decide about and who never agreed to it."),
    Person("tomasz", "Tomasz Wieczorek", "private", "Harbour Cloud", "PL", "Europe/Warsaw",
           "We host models of others and would like one set of rules to build for."),
    Person("mei-ling", "Mei-Ling Chow", "public", "Straits Digital Regulator", "SG", "Asia/Singapore",
           "We write guidance and want to hear early where it does not work."),
    Person("rafael", "Rafael Quispe", "academia", "Altiplano Institute of Computing", "PE", "America/Lima",
           "I study how public services change when they adopt automated decisions."),
    Person("ingrid", "Ingrid Solberg", "public", "Nordic Data Authority", "NO", "Europe/Oslo",
           "We supervise, and would rather agree beforehand than fine afterwards."),
    Person("leilani", "Leilani Kahale", "international", "Pacific Standards Council", "FJ", "Pacific/Fiji",
           "Small states take rules over from others. We would like to have a say in them."),
    Person("kenji", "Kenji Morimoto", "academia", "Tohoku Institute for Machine Safety", "JP", "Asia/Tokyo",
           "My laboratory tests models for dangerous capabilities."),
    Person("priya", "Priya Raghunathan", "private", "Monsoon Systems", "IN", "Asia/Kolkata",
           "We fine-tune open models for hospitals and banks."),
    Person("samuel", "Samuel Okonkwo", "private", "Lagos Ledger Bank", "NG", "Africa/Lagos",
           "We decide on small loans by machine and have to explain each refusal."),
    Person("camille", "Camille Fournier", "civil", "Collectif Travail et Machine", "FR", "Europe/Paris",
           "We speak for people who work beside these systems."),
    Person("joaquim", "Joaquim Tavares", "public", "Agency for Digital Services", "BR", "America/Sao_Paulo",
           "We buy such systems for 5,000 municipalities."),
    Person("yasmin", "Yasmin El-Sayed", "international", "League for Development Finance", "EG", "Africa/Cairo",
           "We lend for digital infrastructure and are asked which safeguards to require."),
    Person("daniel", "Daniel Whitfield", "private", "Prairie Health Networks", "CA", "America/Winnipeg",
           "Our clinics use models for triage at night."),
    Person("aroha", "Aroha Tamihere", "civil", "Te Kete Data Trust", "NZ", "Pacific/Auckland",
           "We hold data for communities and decide with them who may use it."),
    Person("lucia", "Lucía Ferrer", "academia", "", "ES", "Europe/Madrid",
           "I teach statistics and have written on how to compare evaluations."),
    Person("wanjiru", "Wanjiru Kamau", "academia", "Rift Valley School of Policy", "KE", "Africa/Nairobi",
           "We compare how laws on automated decisions are applied in eleven countries."),
    Person("elif", "Elif Demirtaş", "public", "Bosphorus Competition Board", "TR", "Europe/Istanbul",
           "We look at who controls the computing that everybody else depends on."),
    Person("johan", "Johan van der Merwe", "private", "Cape Grid Operators", "ZA", "Africa/Johannesburg",
           "We balance a power grid with forecasts from models."),
    Person("hannah", "Hannah Brandt", "international", "Forum of Standards Bodies", "CH", "Europe/Zurich",
           "We keep the vocabularies that standards refer to."),
    Person("mateo", "Mateo Rivas", "civil", "", "CO", "America/Bogota",
           "I have helped people contest automated decisions for ten years."),
    Person("olena", "Olena Kovalchuk", "private", "Dnipro Language Tools", "UA", "Europe/Kyiv",
           "We build language tools with a team of nine and feel every form we fill in."),
    Person("linh", "Linh Tran", "academia", "Red River Polytechnic", "VN", "Asia/Ho_Chi_Minh",
           "We maintain open test suites in languages that get little attention."),
    Person("viktor", "Viktor Lindqvist", "private", "Northlight Assurance", "SE", "Europe/Stockholm",
           "We test models for others and sell the reports."),
    Person("gideon", "Gideon Marsh", "academia", "", "GB", "Europe/London",
           "I write on the limits of evaluation, mostly of other people's."),
]

APPLICANT = Person(
    "farah", "Farah Benali", "civil", "Casablanca Consumers' Union", "MA", "Africa/Casablanca",
    "Our members ask us why a machine refused them. We would like to bring their cases to the table.",
)

# Who is shown to whoever starts the demonstration, with the word that says why.
ACCOUNTS = [
    ("lead", "amara"),
    ("private sector", "samuel"),
    ("public sector", "joaquim"),
    ("civil society", "camille"),
    ("academia", "wanjiru"),
    ("international", "yasmin"),
    ("applicant", "farah"),
]

# Organisations that sit at the table, though nobody of theirs speaks in the sample threads.
ORGANISATIONS = {
    "private": [
        ("Aurora Chip Works", "KR"), ("Baltic Parcel Lines", "EE"), ("Cedar Insurance Group", "LB"),
        ("Copper Valley Mining Data", "CL"), ("Fjord Shipping Analytics", "NO"), ("Garonne Aerospace Software", "FR"),
        ("Juniper Retail Cooperative", "DE"), ("Kestrel Robotics", "GB"), ("Lantern Software Guild", "ET"),
        ("Mango Street Payments", "PH"), ("Orchard Learning Company", "US"), ("Savanna Telecom", "TZ"),
        ("Taiga Forestry Systems", "FI"), ("Windward Media House", "JM"),
    ],
    "public": [
        ("Andean Ministry Network for Digital Affairs", "EC"), ("Danube Office for Product Safety", "RO"),
        ("Gulf Authority for Automated Services", "OM"), ("Lakeside Data Commissioner", "UG"),
        ("Ministry of Skills of Sundara", "ID"), ("Office for Public Procurement, Westmark", "DK"),
        ("Prefecture Board for Elder Care Technology", "JP"),
    ],
    "civil": [
        ("Archive of the Everyday", "CZ"), ("Coalition of Platform Drivers", "MX"), ("Disability Tech Watch", "IE"),
        ("Farmers' Data Cooperative", "IN"), ("Open Courts Project", "GH"), ("Parents for Fair Schools", "SE"),
        ("River Delta Community Trust", "BD"), ("Translators' Guild", "AR"), ("Women in Automated Work", "MA"),
    ],
    "academia": [
        ("Atlas School of Engineering", "MA"), ("Caspian Centre for Applied Ethics", "KZ"),
        ("Great Karoo Observatory of Computing", "ZA"), ("Highland College of Statistics", "ET"),
        ("Institute for Language Resources, Ljuba", "SI"), ("Open Model Maintainers' Circle", "DE"),
        ("Patagonia Laboratory for Complex Systems", "AR"), ("Queensferry Centre for Law and Machines", "GB"),
        ("Yangon Technical Commons", "MM"),
    ],
    "international": [
        ("Assembly of River Basin States", "PY"), ("Intergovernmental Panel on Digital Trade", "MU"),
        ("Network of Island Economies", "MV"), ("Union for Cross-Border Health Records", "LU"),
    ],
}
# fmt: on
