import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

# A comment comes in, or begins to count, while its text is spoken of: whoever goes on with the text and whoever
# comments hold the document, so that neither overlooks the other.
GATES = """
CREATE FUNCTION comment_while_its_text_is_spoken_of() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    stands text;
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.confirmed_at IS NOT DISTINCT FROM OLD.confirmed_at THEN
        RETURN NEW;
    END IF;
    SELECT step INTO stands FROM recommendations_recommendation
        WHERE id = (SELECT recommendation_id FROM recommendations_revision WHERE id = NEW.revision_id)
        FOR NO KEY UPDATE;
    IF stands NOT IN ('adoption_call', 'draft', 'last_call', 'consultation', 'answering') THEN
        RAISE EXCEPTION 'in the step % no comments are taken', stands
            USING ERRCODE = 'check_violation', CONSTRAINT = 'comment_while_its_text_is_spoken_of',
                TABLE = 'consultations_comment';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER comment_while_its_text_is_spoken_of
    BEFORE INSERT OR UPDATE OF confirmed_at ON consultations_comment
    FOR EACH ROW EXECUTE FUNCTION comment_while_its_text_is_spoken_of();
"""
NO_GATES = """
DROP TRIGGER comment_while_its_text_is_spoken_of ON consultations_comment;
DROP FUNCTION comment_while_its_text_is_spoken_of();
"""


class Migration(migrations.Migration):

    replaces = [
        ('consultations', '0001_initial'),
        ('consultations', '0002_gates'),
    ]

    initial = True

    dependencies = [
        ('members', '0015_squashed_0017_mails_by_the_post_office'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('recommendations', '0001_squashed_0003_order_without_a_join'),
    ]

    operations = [
        migrations.CreateModel(
            name='Consultation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('audience', models.CharField(choices=[('group', 'Those who see the group'), ('members', 'All members'), ('public', 'Everybody')], max_length=16, verbose_name='who comments')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='opened')),
                ('closes_at', models.DateTimeField(verbose_name='closes')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='opened by')),
                ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consultations', to='recommendations.recommendation', verbose_name='recommendation')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consultations', to='recommendations.revision', verbose_name='revision')),
            ],
            options={
                'verbose_name': 'consultation',
                'verbose_name_plural': 'consultations',
                'ordering': ['-opened_at'],
                'indexes': [
                    models.Index(condition=models.Q(('closed_at', None)), fields=['closes_at'], name='consultation_closing'),
                ],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('recommendation',), name='consultation_one_open_in_a_document'),
                    models.CheckConstraint(condition=models.Q(('audience__in', ['group', 'members', 'public'])), name='consultation_audience_known'),
                    models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opened_at'))), name='consultation_lasts_a_while'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('guest_name', models.CharField(blank=True, max_length=120, verbose_name="guest's name")),
                ('guest_email', models.EmailField(blank=True, max_length=254, verbose_name="guest's address")),
                ('body', models.TextField(verbose_name='comment')),
                ('body_html', models.TextField(editable=False, verbose_name='rendered comment')),
                ('proposed', models.TextField(blank=True, verbose_name='the clause as it should read')),
                ('submission', models.UUIDField(default=uuid.uuid4, editable=False, help_text='One form, one comment.', unique=True, verbose_name='key of the form')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='said')),
                ('confirmed_at', models.DateTimeField(blank=True, help_text="A guest's: when the address was confirmed.", null=True, verbose_name='counts since')),
                ('hidden_at', models.DateTimeField(blank=True, null=True, verbose_name='hidden')),
                ('hidden_reason', models.CharField(blank=True, max_length=500, verbose_name='reason, as everybody reads it')),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='comments', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('clause', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='recommendations.clause', verbose_name='clause')),
                ('hidden_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='hidden by')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation', verbose_name='organisation')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='consultations.comment', verbose_name='in answer to')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='recommendations.revision', verbose_name='revision')),
                ('sector', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.sector', verbose_name='sector')),
                ('consultation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='consultations.consultation', verbose_name='consultation')),
            ],
            options={
                'verbose_name': 'comment',
                'verbose_name_plural': 'comments',
                'ordering': ['created_at', 'pk'],
                'indexes': [
                    models.Index(fields=['revision', 'clause', 'created_at'], name='comment_by_clause'),
                    models.Index(fields=['parent', 'created_at'], name='comment_by_answer'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('author__isnull', False), ('confirmed_at__isnull', False), ('guest_email', ''), ('guest_name', '')), models.Q(('author', None), models.Q(('guest_name', ''), _negated=True)), _connector='OR'), name='comment_by_a_member_or_a_guest'),
                    models.CheckConstraint(condition=models.Q(('parent', None), ('proposed', ''), _connector='OR'), name='comment_that_answers_is_no_amendment'),
                    models.CheckConstraint(condition=models.Q(('proposed', ''), ('clause__isnull', False), _connector='OR'), name='comment_that_amends_names_a_clause'),
                    models.CheckConstraint(condition=models.Q(models.Q(('hidden_at', None), ('hidden_by', None), ('hidden_reason', '')), models.Q(('hidden_at__isnull', False), ('hidden_by__isnull', False), models.Q(('hidden_reason', ''), _negated=True)), _connector='OR'), name='comment_hidden_by_somebody_for_a_reason'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Disposition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('accepted', 'Accepted'), ('in_part', 'Accepted in part'), ('not_accepted', 'Not accepted'), ('out_of_scope', 'Out of scope'), ('duplicate', 'Said already')], max_length=16, verbose_name='what became of it')),
                ('reason', models.TextField(blank=True, max_length=4000, verbose_name='reason')),
                ('decided_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='decided')),
                ('comment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='disposition', to='consultations.comment', verbose_name='comment')),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('duplicate_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='duplicates', to='consultations.comment', verbose_name='said already in')),
                ('revision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dispositions', to='recommendations.revision', verbose_name='revision that took it up')),
            ],
            options={
                'verbose_name': 'disposition',
                'verbose_name_plural': 'dispositions',
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('outcome__in', ['accepted', 'in_part', 'not_accepted', 'out_of_scope', 'duplicate'])), name='disposition_outcome_known'),
                    models.CheckConstraint(condition=models.Q(('outcome__in', ['accepted', 'in_part', 'duplicate']), models.Q(('reason', ''), _negated=True), _connector='OR'), name='disposition_refuses_for_a_reason'),
                    models.CheckConstraint(condition=models.Q(models.Q(('duplicate_of__isnull', False), ('outcome', 'duplicate')), models.Q(models.Q(('outcome', 'duplicate'), _negated=True), ('duplicate_of', None)), _connector='OR'), name='disposition_of_a_duplicate_names_the_other'),
                    models.CheckConstraint(condition=models.Q(('duplicate_of', None), models.Q(('duplicate_of', models.F('comment')), _negated=True), _connector='OR'), name='disposition_not_of_itself'),
                ],
            },
        ),
        migrations.RunSQL(GATES, NO_GATES),
    ]
