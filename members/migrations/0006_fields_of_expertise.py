"""The fields of expertise that the list begins with. The secretariat adds, renames and merges them."""

from django.db import migrations

FIELDS = [
    "Accountability and redress",
    "AI safety and alignment",
    "Audit and assurance",
    "Biometrics",
    "Children and young people",
    "Competition and markets",
    "Cybersecurity",
    "Data protection and privacy",
    "Education and skills",
    "Elections and public debate",
    "Energy and environment",
    "Evaluation and testing",
    "Financial services",
    "Generative AI",
    "Health",
    "Human rights",
    "Incident reporting",
    "Intellectual property",
    "International law and trade",
    "Interoperability and standards",
    "Labour and employment",
    "Language technology",
    "Law enforcement and justice",
    "Public procurement",
    "Risk management",
    "Supply chains and computing power",
    "Transparency and documentation",
]


def fill(apps, schema_editor):
    expertise = apps.get_model("members", "Expertise")
    expertise.objects.bulk_create(expertise(name=name) for name in FIELDS)


class Migration(migrations.Migration):
    dependencies = [("members", "0005_sessions_ended")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
