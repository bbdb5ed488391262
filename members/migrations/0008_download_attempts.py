import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0007_organisation_names")]

    operations = [
        migrations.AddField(
            model_name="dataexport",
            name="attempts",
            field=models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="attempts"),
        ),
        migrations.AddField(
            model_name="dataexport",
            name="touched_at",
            field=models.DateTimeField(
                default=django.utils.timezone.now, editable=False, verbose_name="last sign of life"
            ),
        ),
    ]
