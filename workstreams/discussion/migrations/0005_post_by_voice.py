from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("discussion", "0004_page_indexes_and_form_keys")]

    operations = [
        migrations.AddIndex(
            model_name="post",
            index=models.Index(
                fields=["thread", "created_at"],
                include=["sector"],
                condition=models.Q(("hidden_at", None)),
                name="post_by_voice",
            ),
        ),
    ]
