from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("discussion", "0008_group_following")]

    operations = [
        migrations.AddField(
            model_name="post",
            name="search_version",
            field=models.PositiveSmallIntegerField(
                db_default=0, default=0, editable=False, verbose_name="rules of the searchable words"
            ),
        ),
    ]
