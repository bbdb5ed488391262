"""An address that somebody has confirmed belongs to one person, in letters of whatever case.

The table is allauth's, whose own constraint takes two spellings for two addresses. Where two people have confirmed the
same one by now, this stops and names it: the secretariat takes it from one of them.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('members', '0015_one_spelling_of_an_address'),
        ('members', '0016_hidden_profile'),
        ('members', '0017_mails_by_the_post_office'),
    ]

    dependencies = [
        ('account', '0009_emailaddress_unique_primary_email'),
        ('members', '0001_squashed_0014_former_handles_by_index'),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE UNIQUE INDEX verified_address_has_one_spelling ON account_emailaddress (lower(email)) WHERE verified",
            "DROP INDEX verified_address_has_one_spelling",
        ),
        migrations.AddField(
            model_name='profile',
            name='about_hidden_at',
            field=models.DateTimeField(blank=True, help_text='The secretariat hid it: only the member reads it.', null=True, verbose_name='text hidden'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='failed_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='could not be sent'),
        ),
        migrations.RemoveField(
            model_name='invitation',
            name='attempts',
        ),
        migrations.RemoveField(
            model_name='invitation',
            name='queued_at',
        ),
        migrations.AddField(
            model_name='member',
            name='mail_language',
            field=models.CharField(blank=True, help_text='Empty is the site’s own.', max_length=16, verbose_name='language of mails'),
        ),
    ]
