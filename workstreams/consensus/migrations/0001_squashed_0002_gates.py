import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

# Nothing is adopted over an objection that nobody answered, and nothing that came of an open call. Whoever raises an
# objection and whoever adopts hold the document, so that neither overlooks the other.
ADOPTION = """
CREATE FUNCTION outcome_not_over_an_open_objection() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    called consensus_call%ROWTYPE;
BEGIN
    SELECT * INTO called FROM consensus_call WHERE id = NEW.call_id;
    PERFORM 1 FROM recommendations_recommendation WHERE id = called.recommendation_id FOR NO KEY UPDATE;
    IF NEW.result = 'adopted' AND called.closed_at IS NULL THEN
        RAISE EXCEPTION 'call % is still open', NEW.call_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'outcome_of_a_closed_call', TABLE = 'consensus_outcome';
    END IF;
    IF NEW.result = 'adopted' AND EXISTS (
        SELECT 1 FROM consensus_objection objection JOIN consensus_call call ON call.id = objection.call_id
        WHERE call.recommendation_id = called.recommendation_id AND objection.state = 'open'
    ) THEN
        RAISE EXCEPTION 'an objection to what call % asks is unanswered', NEW.call_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'outcome_not_over_an_open_objection',
                TABLE = 'consensus_outcome';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER outcome_not_over_an_open_objection
    BEFORE INSERT OR UPDATE OF call_id, result ON consensus_outcome
    FOR EACH ROW EXECUTE FUNCTION outcome_not_over_an_open_objection();

CREATE FUNCTION objection_holds_its_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM recommendations_recommendation
        WHERE id = (SELECT recommendation_id FROM consensus_call WHERE id = NEW.call_id) FOR NO KEY UPDATE;
    RETURN NEW;
END
$$;
CREATE TRIGGER objection_holds_its_document
    BEFORE INSERT OR UPDATE OF state ON consensus_objection
    FOR EACH ROW EXECUTE FUNCTION objection_holds_its_document();
"""
NO_ADOPTION = """
DROP TRIGGER objection_holds_its_document ON consensus_objection;
DROP FUNCTION objection_holds_its_document();
DROP TRIGGER outcome_not_over_an_open_objection ON consensus_outcome;
DROP FUNCTION outcome_not_over_an_open_objection();
"""

# How a question was put does not change once it is open.
CALLS = """
CREATE FUNCTION call_stays_as_it_was_put() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('portal.erasing', true) = 'on' THEN
        RETURN NEW;
    END IF;
    IF (NEW.recommendation_id, NEW.revision_id, NEW.question, NEW.parties, NEW.results, NEW.opened_at)
        IS DISTINCT FROM
       (OLD.recommendation_id, OLD.revision_id, OLD.question, OLD.parties, OLD.results, OLD.opened_at)
       OR OLD.closed_at IS NOT NULL AND NEW.closed_at IS DISTINCT FROM OLD.closed_at
    THEN
        RAISE EXCEPTION 'call % stays as it was put', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'call_stays_as_it_was_put', TABLE = 'consensus_call';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER call_stays_as_it_was_put BEFORE UPDATE ON consensus_call
    FOR EACH ROW EXECUTE FUNCTION call_stays_as_it_was_put();
"""
NO_CALLS = "DROP TRIGGER call_stays_as_it_was_put ON consensus_call; DROP FUNCTION call_stays_as_it_was_put();"


class Migration(migrations.Migration):

    replaces = [
        ('consensus', '0001_initial'),
        ('consensus', '0002_gates'),
    ]

    initial = True

    dependencies = [
        ('discussion', '0001_squashed_0014_order_without_a_join'),
        ('members', '0015_squashed_0017_mails_by_the_post_office'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('recommendations', '0001_squashed_0003_order_without_a_join'),
    ]

    operations = [
        migrations.CreateModel(
            name='Call',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.CharField(max_length=500, verbose_name='question')),
                ('parties', models.CharField(choices=[('group', 'Those who take part in the group, but observers'), ('alliance', 'All members of the alliance')], max_length=16, verbose_name='who takes a position')),
                ('results', models.CharField(choices=[('answered', 'To those who have answered, and to all when it is closed'), ('closed', 'To all when it is closed'), ('open', 'To all, from the beginning')], default='answered', max_length=16, verbose_name='results are shown')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='opened')),
                ('closes_at', models.DateTimeField(verbose_name='closes')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed')),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='closed by')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='opened by')),
                ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='recommendations.recommendation', verbose_name='recommendation')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='recommendations.revision', verbose_name='revision')),
            ],
            options={
                'verbose_name': 'call for consensus',
                'verbose_name_plural': 'calls for consensus',
                'ordering': ['-opened_at'],
                'indexes': [
                    models.Index(condition=models.Q(('closed_at', None)), fields=['closes_at'], name='call_closing'),
                ],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('recommendation',), name='call_one_open_in_a_document'),
                    models.CheckConstraint(condition=models.Q(('parties__in', ['group', 'alliance'])), name='call_parties_known'),
                    models.CheckConstraint(condition=models.Q(('results__in', ['answered', 'closed', 'open'])), name='call_results_known'),
                    models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opened_at'))), name='call_lasts_a_while'),
                    models.CheckConstraint(condition=models.Q(('closed_at', None), ('closed_at__gte', models.F('opened_at')), _connector='OR'), name='call_ends'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('result', models.CharField(choices=[('adopted', 'Adopted'), ('returned', 'Returned to the editors')], max_length=16, verbose_name='result')),
                ('statement', models.TextField(max_length=8000, verbose_name='statement')),
                ('figures', models.JSONField(editable=False, verbose_name='figures of that moment')),
                ('stated_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='stated')),
                ('call', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='outcome', to='consensus.call', verbose_name='call')),
                ('stated_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='stated by')),
            ],
            options={
                'verbose_name': 'outcome',
                'verbose_name_plural': 'outcomes',
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('result__in', ['adopted', 'returned'])), name='outcome_result_known'),
                    models.CheckConstraint(condition=models.Q(('statement', ''), _negated=True), name='outcome_has_a_statement'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Position',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stance', models.CharField(choices=[('support', 'Support'), ('reservations', 'Support with reservations'), ('aside', 'Stand aside'), ('object', 'Object'), ('recuse', 'Recuse')], max_length=16, verbose_name='stance')),
                ('reason', models.TextField(blank=True, max_length=4000, verbose_name='reason')),
                ('submission', models.UUIDField(default=uuid.uuid4, editable=False, help_text='One form, one position.', unique=True, verbose_name='key of the form')),
                ('taken_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='taken')),
                ('superseded_at', models.DateTimeField(blank=True, null=True, verbose_name='another took its place')),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='positions', to='consensus.call', verbose_name='call')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='positions', to=settings.AUTH_USER_MODEL, verbose_name='taken by')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='positions', to='members.organisation', verbose_name='organisation')),
                ('sector', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.sector', verbose_name='sector')),
            ],
            options={
                'verbose_name': 'position',
                'verbose_name_plural': 'positions',
                'ordering': ['taken_at', 'pk'],
                'indexes': [
                    models.Index(condition=models.Q(('superseded_at', None)), fields=['call', 'sector'], name='position_by_sector'),
                ],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('organisation__isnull', False), ('superseded_at', None)), fields=('call', 'organisation'), name='position_one_of_an_organisation'),
                    models.UniqueConstraint(condition=models.Q(('organisation', None), ('superseded_at', None)), fields=('call', 'member'), name='position_one_of_a_person'),
                    models.CheckConstraint(condition=models.Q(('stance__in', ['support', 'reservations', 'aside', 'object', 'recuse'])), name='position_stance_known'),
                    models.CheckConstraint(condition=models.Q(('stance__in', ['support', 'aside', 'recuse']), models.Q(('reason', ''), _negated=True), _connector='OR'), name='position_says_why_where_it_must'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=4000, verbose_name='objection')),
                ('change', models.TextField(max_length=8000, verbose_name='the change that would end it')),
                ('state', models.CharField(choices=[('open', 'Open'), ('answered', 'Answered'), ('withdrawn', 'Withdrawn'), ('resolved', 'Resolved by a revision'), ('overruled', 'Overruled')], default='open', max_length=16, verbose_name='state')),
                ('raised_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='raised')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn, resolved or overruled')),
                ('reason', models.TextField(blank=True, max_length=8000, verbose_name='reasons of those who overruled it')),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='consensus.call', verbose_name='call')),
                ('clause', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='recommendations.clause', verbose_name='clause')),
                ('resolved_in', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='recommendations.revision', verbose_name='resolved in')),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('thread', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='objection', to='discussion.thread', verbose_name='its discussion')),
                ('position', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='objection', to='consensus.position', verbose_name='position that raised it')),
            ],
            options={
                'verbose_name': 'objection',
                'verbose_name_plural': 'objections',
                'ordering': ['raised_at', 'pk'],
                'indexes': [
                    models.Index(fields=['call', 'state'], name='objection_by_state'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('change', ''), _negated=True)), name='objection_says_what_would_end_it'),
                    models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('settled_by', None), ('state__in', ['open', 'answered'])), models.Q(('settled_at__isnull', False), ('settled_by__isnull', False), ('state__in', ['withdrawn', 'resolved', 'overruled'])), _connector='OR'), name='objection_settled_by_somebody'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state', 'overruled'), models.Q(('reason', ''), _negated=True)), models.Q(models.Q(('state', 'overruled'), _negated=True), ('reason', '')), _connector='OR'), name='objection_overruled_with_reasons'),
                    models.CheckConstraint(condition=models.Q(models.Q(('resolved_in__isnull', False), ('state', 'resolved')), models.Q(models.Q(('state', 'resolved'), _negated=True), ('resolved_in', None)), _connector='OR'), name='objection_resolved_by_a_revision'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=4000, verbose_name='answer')),
                ('said_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='said')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('objection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='consensus.objection', verbose_name='objection')),
            ],
            options={
                'verbose_name': 'answer to an objection',
                'verbose_name_plural': 'answers to objections',
                'ordering': ['said_at', 'pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='reply_has_words'),
                ],
            },
        ),
        migrations.RunSQL(ADOPTION, NO_ADOPTION),
        migrations.RunSQL(CALLS, NO_CALLS),
    ]
