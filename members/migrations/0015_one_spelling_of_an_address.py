"""An address that somebody has confirmed belongs to one person, in letters of whatever case.

The table is allauth's, whose own constraint takes two spellings for two addresses. Where two people have confirmed the
same one by now, this stops and names it: the secretariat takes it from one of them.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0014_former_handles_by_index"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE UNIQUE INDEX verified_address_has_one_spelling ON account_emailaddress (lower(email)) WHERE verified",
            "DROP INDEX verified_address_has_one_spelling",
        ),
    ]
