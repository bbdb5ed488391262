"""What the invented people tell of themselves: what they know, the languages they speak, and who may read it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class About:
    """The profile of somebody. `expertise`: names of the founding list. Who is not here has filled in nothing yet."""

    words: str
    region: str
    languages: list
    expertise: list
    audience: str = "members"
    email_audience: str = "nobody"


# fmt: off
PROFILES = {
    "amara": About(
        "I trained as a lawyer in Dakar and have sat beside people who contest decisions of machines since 2014. Ask "
        "me about redress where there is no regulator.",
        "africa", ["fr", "en"], ["Accountability and redress", "Human rights", "Data protection and privacy"],
        email_audience="members"),
    "tomasz": About(
        "Twenty years in data centres. I care about rules that an operations team can follow at three in the morning.",
        "europe", ["pl", "en", "de"], ["Cybersecurity", "Supply chains and computing power"]),
    "mei-ling": About(
        "I write guidance for small firms, and rewrite it when they tell me what they understood.",
        "asia-pacific", ["en", "zh"], ["Risk management", "Transparency and documentation"],
        email_audience="groups"),
    "rafael": About(
        "Public services, and what happens at the counter after they are automated.",
        "latin-america", ["es", "en"], ["Public procurement", "Accountability and redress"]),
    "ingrid": About(
        "Supervisor by day. Glad to say which questions we would ask, never what we would decide.",
        "europe", ["nb", "en", "sv"], ["Data protection and privacy", "Audit and assurance"]),
    "leilani": About(
        "Small states, big rulebooks. I keep a list of what a ministry of nine people can really apply.",
        "asia-pacific", ["en", "fr"], ["Interoperability and standards", "International law and trade"],
        email_audience="members"),
    "kenji": About(
        "Evaluation of dangerous capabilities, and how to publish it without handing out a recipe.",
        "asia-pacific", ["ja", "en"], ["Evaluation and testing", "AI safety and alignment", "Generative AI"]),
    "priya": About(
        "Models for hospitals and banks: fine-tuning, and the paper trail that goes with it.",
        "asia-pacific", ["hi", "ta", "en"], ["Health", "Financial services", "Generative AI"],
        audience="groups", email_audience="groups"),
    "samuel": About(
        "Small loans, and letters of refusal that somebody can understand on a telephone.",
        "africa", ["en", "ig"], ["Financial services", "Transparency and documentation"]),
    "camille": About(
        "Works councils, training, and who gets a say before a system arrives at the desk.",
        "europe", ["fr", "en"], ["Labour and employment", "Education and skills"]),
    "joaquim": About(
        "Procurement for towns of every size. I collect clauses that worked.",
        "latin-america", ["pt", "es", "en"], ["Public procurement", "Risk management"], email_audience="members"),
    "yasmin": About(
        "Development finance: which safeguards a lender can ask for, and check.",
        "middle-east", ["ar", "en", "fr"], ["Financial services", "International law and trade"]),
    "daniel": About(
        "Night triage in 31 clinics.",
        "north-america", ["en", "fr"], ["Health", "Incident reporting"], audience="groups"),
    "aroha": About(
        "Community consent that is more than a form.",
        "asia-pacific", ["en"], ["Data protection and privacy", "Human rights", "Language technology"]),
    "lucia": About(
        "Statistics. I read evaluation reports for what they leave out.",
        "europe", ["es", "ca", "en"], ["Evaluation and testing", "Education and skills"]),
    "wanjiru": About(
        "Comparative law on automated decisions in eleven countries; happy to send the tables.",
        "africa", ["sw", "en"], ["Law enforcement and justice", "Accountability and redress"],
        email_audience="members"),
    "elif": About(
        "Competition, and who controls the computing.",
        "europe", ["tr", "en", "de"], ["Competition and markets", "Supply chains and computing power"],
        audience="nobody"),
    "johan": About(
        "Forecasts for a power grid, and what a wrong one costs.",
        "africa", ["af", "en"], ["Energy and environment", "Risk management"]),
    "hannah": About(
        "Vocabularies. If two standards use one word for two things, tell me.",
        "europe", ["de", "fr", "en"], ["Interoperability and standards", "Transparency and documentation"]),
    "olena": About(
        "A team of nine, four languages, no lawyer.",
        "europe", ["uk", "pl", "en"], ["Language technology", "Intellectual property"], audience="groups"),
    "linh": About(
        "Open test suites for languages that get little attention.",
        "asia-pacific", ["vi", "en"], ["Evaluation and testing", "Language technology"]),
    "viktor": About(
        "Independent testing.",
        "europe", ["sv", "en"], ["Audit and assurance", "Evaluation and testing"], audience="nobody"),
}
# fmt: on
