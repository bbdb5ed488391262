import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0008_download_attempts")]

    operations = [
        migrations.AddField(
            model_name="invitation",
            name="attempts",
            field=models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="attempts in vain"),
        ),
        migrations.AddField(
            model_name="invitation",
            name="queued_at",
            field=models.DateTimeField(
                default=django.utils.timezone.now, editable=False, verbose_name="last handed out"
            ),
        ),
    ]
