from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("groups", "0005_leads_and_life"),
    ]

    operations = [
        migrations.AlterField(
            model_name="formeraddress",
            name="slug",
            field=models.SlugField(
                blank=True, max_length=80, null=True, unique=True, verbose_name="former short address"
            ),
        ),
    ]
