import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

# Nothing is published that was not adopted, nor while a comment on it waits for its answer; and what is published says
# the same for good. An erasure alone takes a name out of its title, of what changed and of the record (GDPR, Art. 17).
GATES = """
CREATE FUNCTION publication_gates() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM recommendations_recommendation WHERE id = NEW.recommendation_id FOR NO KEY UPDATE;
    IF NOT EXISTS (
        SELECT 1 FROM consensus_outcome outcome JOIN consensus_call call ON call.id = outcome.call_id
        WHERE call.revision_id = NEW.revision_id AND outcome.result = 'adopted'
    ) THEN
        RAISE EXCEPTION 'revision % was not adopted', NEW.revision_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'publication_of_what_was_adopted',
                TABLE = 'publications_publication';
    END IF;
    IF EXISTS (
        SELECT 1 FROM consultations_comment comment
            JOIN recommendations_revision revision ON revision.id = comment.revision_id
        WHERE revision.recommendation_id = NEW.recommendation_id
            AND comment.parent_id IS NULL AND comment.confirmed_at IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM consultations_disposition WHERE comment_id = comment.id)
    ) THEN
        RAISE EXCEPTION 'a comment on recommendation % is open', NEW.recommendation_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'publication_with_every_comment_answered',
                TABLE = 'publications_publication';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER publication_gates BEFORE INSERT ON publications_publication
    FOR EACH ROW EXECUTE FUNCTION publication_gates();

CREATE FUNCTION publication_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (
        (NEW.recommendation_id, NEW.revision_id, NEW.number, NEW.version, NEW.licence, NEW.published_at)
        IS DISTINCT FROM
        (OLD.recommendation_id, OLD.revision_id, OLD.number, OLD.version, OLD.licence, OLD.published_at)
    ) OR (
        (NEW.title, NEW.changes, NEW.record) IS DISTINCT FROM (OLD.title, OLD.changes, OLD.record)
        AND coalesce(current_setting('portal.erasing', true), '') <> 'on'
    )
    THEN
        RAISE EXCEPTION 'publication % stays as it is', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'publication_stays', TABLE = 'publications_publication';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER publication_stays BEFORE UPDATE OR DELETE ON publications_publication
    FOR EACH ROW EXECUTE FUNCTION publication_stays();
"""
NO_GATES = """
DROP TRIGGER publication_stays ON publications_publication;
DROP FUNCTION publication_stays();
DROP TRIGGER publication_gates ON publications_publication;
DROP FUNCTION publication_gates();
"""


class Migration(migrations.Migration):

    replaces = [
        ('publications', '0001_initial'),
        ('publications', '0002_gates'),
        ('publications', '0003_names_go'),
    ]

    initial = True

    dependencies = [
        ('consensus', '0001_squashed_0002_gates'),
        ('consultations', '0001_squashed_0002_gates'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('recommendations', '0001_squashed_0003_order_without_a_join'),
    ]

    operations = [
        migrations.CreateModel(
            name='Scheme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pattern', models.CharField(default='AGA-{year}-{n:03}', max_length=60, verbose_name='pattern')),
                ('licence', models.CharField(default='CC BY 4.0', max_length=60, verbose_name='licence of what is published')),
                ('licence_url', models.URLField(blank=True, default='https://creativecommons.org/licenses/by/4.0/', verbose_name='where the licence is read')),
            ],
            options={
                'verbose_name': 'numbering',
                'verbose_name_plural': 'numbering',
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('pk', 1)), name='scheme_is_one'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=60, verbose_name='number')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year of the number')),
                ('place', models.PositiveIntegerField(verbose_name='place in that year')),
                ('version', models.CharField(max_length=12, verbose_name='version')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('licence', models.CharField(max_length=60, verbose_name='licence')),
                ('licence_url', models.URLField(blank=True, verbose_name='where the licence is read')),
                ('changes', models.TextField(blank=True, max_length=8000, verbose_name='changes since the last version')),
                ('record', models.JSONField(editable=False, verbose_name='how it came about')),
                ('published_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='published')),
                ('superseded_at', models.DateTimeField(blank=True, null=True, verbose_name='superseded')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn')),
                ('withdrawn_reason', models.TextField(blank=True, max_length=2000, verbose_name='why it was withdrawn')),
                ('published_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by')),
                ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='recommendations.recommendation', verbose_name='recommendation')),
                ('revision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='publication', to='recommendations.revision', verbose_name='revision')),
                ('superseded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='supersedes', to='publications.publication', verbose_name='superseded by')),
            ],
            options={
                'verbose_name': 'publication',
                'verbose_name_plural': 'publications',
                'ordering': ['-published_at', '-pk'],
                'constraints': [
                    models.UniqueConstraint(fields=('number', 'version'), name='publication_version_once'),
                    models.UniqueConstraint(fields=('year', 'place', 'version'), name='publication_place_once_in_a_year'),
                    models.UniqueConstraint(condition=models.Q(('superseded_at', None), ('withdrawn_at', None)), fields=('recommendation',), name='publication_one_in_force'),
                    models.CheckConstraint(condition=models.Q(('superseded_by', None), ('superseded_at__isnull', False), _connector='OR'), name='publication_superseded_at_a_moment'),
                    models.CheckConstraint(condition=models.Q(('superseded_by', None), models.Q(('superseded_by', models.F('pk')), _negated=True), _connector='OR'), name='publication_not_superseded_by_itself'),
                    models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_reason', '')), models.Q(('withdrawn_at__isnull', False), models.Q(('withdrawn_reason', ''), _negated=True)), _connector='OR'), name='publication_withdrawn_for_a_reason'),
                ],
            },
        ),
        migrations.RunSQL(GATES, NO_GATES),
    ]
