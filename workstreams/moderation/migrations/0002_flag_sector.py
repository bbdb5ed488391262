import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0002_sectors_and_rules"), ("moderation", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="flag",
            name="sector",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="members.sector",
                verbose_name="sector",
            ),
        ),
    ]
