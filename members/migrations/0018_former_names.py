import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0017_mails_by_the_post_office'),
    ]

    operations = [
        migrations.AddField(
            model_name='member',
            name='former_names',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), blank=True, default=list, editable=False, size=None, verbose_name='former names'),
        ),
        migrations.AddField(
            model_name='member',
            name='named_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='bears this name since'),
        ),
    ]
