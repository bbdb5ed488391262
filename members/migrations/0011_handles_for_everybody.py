from django.db import migrations
from django.db.models import Q

from members.handles import free


def give(apps, schema_editor):
    """A handle for everybody who was admitted, and for the secretariat, in the order in which they came."""
    Member = apps.get_model("members", "Member")
    taken = set(Member.objects.exclude(handle="").values_list("handle", flat=True))
    admitted = Q(membership__state__in=["active", "suspended"]) | Q(is_staff=True)
    without = list(Member.objects.filter(admitted, handle="", erased_at=None).order_by("pk").distinct())
    for member in without:
        member.handle = free(member.name, taken)
        taken.add(member.handle)
    Member.objects.bulk_update(without, ["handle"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("members", "0010_handles")]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
