"""The five sectors and a first version of the participation rules, which the secretariat can change afterwards."""

from django.db import migrations

SECTORS = [
    ("private-sector", "Private sector", "Private sector", "Pr", "Companies and business associations of any size", "private"),
    ("public-sector", "Public sector", "Public sector", "Pu", "Governments, ministries and regulators", "public"),
    ("civil-society", "Civil society", "Civil society", "Cs", "Charities, unions, consumer, rights and community groups", "civil"),
    ("academia-and-technical-community", "Academia and technical community", "Academia and technical", "Ac", "Universities, research bodies, standards engineers, open source", "academia"),
    ("international-organisations", "International organisations", "International organisations", "Io", "Bodies formed by states or by treaty, development banks", "international"),
]

RULES = """\
These rules hold wherever members of the alliance write. They are short so that everybody can know them.

## 1 Who speaks

1.1 You write under your own name, and your sector and organisation stand beside what you write.

1.2 If you represent an organisation, say when you speak for yourself instead.

1.3 Say so when you or your organisation would gain from what you propose.

## 2 How we speak

2.1 Speak to the argument, not to the person.

2.2 Leave room: others may need to ask at home before they answer.

2.3 Write so that people from another sector and another country understand you.

## 3 What we share

3.1 What a group says in a private room stays in it. Do not quote it elsewhere.

3.2 Share only what you may share. Confidential material of others does not belong here.

3.3 No advertising.

## 4 When a rule is broken

4.1 Anyone can flag a post. A lead of the group reads it and decides; nothing is hidden by counting flags.

4.2 Who is restricted is told what, why and for how long.
"""


def found(apps, schema_editor):
    Sector = apps.get_model("members", "Sector")
    for position, (slug, name, short_name, code, description, mark) in enumerate(SECTORS, start=1):
        Sector.objects.create(
            slug=slug,
            name=name,
            short_name=short_name,
            code=code,
            description=description,
            mark=mark,
            position=position * 10,
        )
    apps.get_model("members", "RulesVersion").objects.create(version="1.0", body=RULES)


class Migration(migrations.Migration):
    dependencies = [("members", "0001_initial")]

    operations = [migrations.RunPython(found, migrations.RunPython.noop)]
