import django.utils.timezone
from django.db import migrations, models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Cast, Concat

from portal.mail import domain


GONE = "There was nothing to say any more, or nobody to say it to."


def take_over(apps, schema_editor):
    """What went keeps the Message-ID under which it went. Why something did not go was not kept until now.

    One statement: a row that is written twice in a transaction lets nobody alter its table in it."""
    apps.get_model("moderation", "Letter").objects.update(
        not_before=F("planned_at"),
        message_id=Case(
            When(
                state="sent",
                then=Concat(
                    Value("<"), Cast("key", models.TextField()), Value(f"@{domain()}>"), output_field=models.TextField()
                ),
            ),
            default=Value(""),
            output_field=models.TextField(),
        ),
        reason=Case(
            When(state="dropped", then=Value(GONE)),
            When(state="failed", reason="", then=Value("The mail server did not take it.")),
            default=F("reason"),
            output_field=models.TextField(),
        ),
        state=Case(
            When(state="waiting", then=Value("planned")),
            When(state="dropped", then=Value("skipped")),
            default=F("state"),
            output_field=models.TextField(),
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("moderation", "0007_letters_of_texts"), ("postoffice", "0001_initial")]

    operations = [
        migrations.RemoveIndex(model_name="letter", name="letter_waiting"),
        migrations.RemoveConstraint(model_name="letter", name="letter_settled_at_a_moment"),
        migrations.AlterModelOptions(
            name="letter",
            options={"ordering": ["-planned_at", "-pk"], "verbose_name": "letter", "verbose_name_plural": "letters"},
        ),
        migrations.RenameField(model_name="letter", old_name="written_at", new_name="planned_at"),
        migrations.AlterField(
            model_name="letter",
            name="planned_at",
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name="planned"),
        ),
        migrations.RenameField(model_name="letter", old_name="trouble", new_name="reason"),
        migrations.AlterField(
            model_name="letter",
            name="reason",
            field=models.TextField(blank=True, max_length=1000, verbose_name="reason"),
        ),
        migrations.AlterField(
            model_name="letter",
            name="queued_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="last given to a worker"),
        ),
        migrations.AddField(
            model_name="letter",
            name="not_before",
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name="goes out from"),
        ),
        migrations.AddField(
            model_name="letter",
            name="copy",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="copy"),
        ),
        migrations.AddField(
            model_name="letter",
            name="message_id",
            field=models.CharField(blank=True, max_length=255, verbose_name="Message-ID"),
        ),
        migrations.RunPython(take_over, migrations.RunPython.noop),
        migrations.RemoveField(model_name="letter", name="key"),
        migrations.AlterField(
            model_name="letter",
            name="state",
            field=models.CharField(
                choices=[
                    ("planned", "Planned"),
                    ("held", "Held back by the secretariat"),
                    ("sent", "Sent"),
                    ("skipped", "Skipped"),
                    ("failed", "Failed"),
                ],
                default="planned",
                max_length=8,
                verbose_name="state",
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(condition=Q(state="planned"), fields=["not_before"], name="letter_waiting"),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=Q(settled_at=None, state__in=["planned", "held"])
                | Q(settled_at__isnull=False, state__in=["sent", "skipped", "failed"]),
                name="letter_settled_at_a_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=~Q(state__in=["skipped", "failed"]) | ~Q(reason=""), name="letter_not_sent_for_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=~Q(state="sent") | ~Q(message_id=""), name="letter_sent_with_its_message_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=Q(state__in=["planned", "held", "sent", "skipped", "failed"]), name="letter_state_known"
            ),
        ),
    ]
