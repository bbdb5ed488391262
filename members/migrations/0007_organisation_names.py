"""How names of organisations are compared, for those that are here already; later ones follow their names."""

from django.db import migrations

from members.likeness import key


def fill(apps, schema_editor):
    organisation = apps.get_model("members", "Organisation")
    batch = []
    for one in organisation.objects.only("name", "name_key").iterator(chunk_size=2000):
        one.name_key = key(one.name)
        batch.append(one)
        if len(batch) == 2000:
            organisation.objects.bulk_update(batch, ["name_key"])
            batch = []
    organisation.objects.bulk_update(batch, ["name_key"])


class Migration(migrations.Migration):
    dependencies = [("members", "0006_fields_of_expertise")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
