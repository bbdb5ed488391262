from django.db import migrations, models
from django.db.models.functions import Now


def give_up_what_waits(apps, schema_editor):
    """The secret of a link is made in another way from now on, so a mail that had not gone yet does not go: whoever
    invited reads that it could not be sent, and sends it anew."""
    apps.get_model("members", "Invitation").objects.filter(sent_at=None).update(failed_at=Now())


class Migration(migrations.Migration):
    dependencies = [("members", "0016_hidden_profile")]

    operations = [
        migrations.AddField(
            model_name="invitation",
            name="failed_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="could not be sent"),
        ),
        migrations.RunPython(give_up_what_waits, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField(model_name="invitation", name="attempts"),
        migrations.RemoveField(model_name="invitation", name="queued_at"),
        migrations.AddField(
            model_name="member",
            name="mail_language",
            field=models.CharField(
                blank=True, help_text="Empty is the site’s own.", max_length=16, verbose_name="language of mails"
            ),
        ),
    ]
