import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

# What happened stays as it was written. An erasure alone takes a name out of the words (GDPR, Art. 17).
STAYS = """
CREATE FUNCTION event_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND current_setting('portal.erasing', true) = 'on'
        AND (NEW.id, NEW.recommendation_id, NEW.at, NEW.by_id, NEW.kind, NEW.revision_number)
            IS NOT DISTINCT FROM (OLD.id, OLD.recommendation_id, OLD.at, OLD.by_id, OLD.kind, OLD.revision_number)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'what happened to a document is not changed'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'event_stays', TABLE = 'recommendations_event';
END
$$;
CREATE TRIGGER event_stays BEFORE UPDATE OR DELETE ON recommendations_event
    FOR EACH ROW EXECUTE FUNCTION event_stays();
"""
GOES = "DROP TRIGGER event_stays ON recommendations_event; DROP FUNCTION event_stays();"


class Migration(migrations.Migration):

    replaces = [
        ('recommendations', '0001_initial'),
        ('recommendations', '0002_events_stay'),
        ('recommendations', '0003_order_without_a_join'),
    ]

    initial = True

    dependencies = [
        ('discussion', '0001_squashed_0014_order_without_a_join'),
        ('groups', '0001_squashed_0010_order_without_a_join'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Recommendation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('step', models.CharField(choices=[('idea', 'Idea'), ('adoption_call', 'Call for adoption'), ('draft', 'Working draft'), ('last_call', 'Last call in the group'), ('consultation', 'Consultation'), ('answering', 'Answering comments'), ('consensus_call', 'Call for consensus'), ('adopted', 'Adopted'), ('returned', 'Returned'), ('published', 'Published'), ('superseded', 'Superseded'), ('withdrawn', 'Withdrawn'), ('parked', 'Parked')], default='idea', max_length=16, verbose_name='step')),
                ('step_since', models.DateTimeField(default=django.utils.timezone.now, verbose_name='in this step since')),
                ('step_ends_at', models.DateTimeField(blank=True, null=True, verbose_name='to end')),
                ('parked_from', models.CharField(blank=True, choices=[('idea', 'Idea'), ('adoption_call', 'Call for adoption'), ('draft', 'Working draft'), ('last_call', 'Last call in the group'), ('consultation', 'Consultation'), ('answering', 'Answering comments'), ('consensus_call', 'Call for consensus'), ('adopted', 'Adopted'), ('returned', 'Returned'), ('published', 'Published'), ('superseded', 'Superseded'), ('withdrawn', 'Withdrawn'), ('parked', 'Parked')], max_length=16, verbose_name='step in which it was parked')),
                ('review_on', models.DateField(blank=True, null=True, verbose_name='to be looked at again')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='begun')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to=settings.AUTH_USER_MODEL, verbose_name='begun by')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='groups.workinggroup', verbose_name='working group')),
            ],
            options={
                'verbose_name': 'recommendation',
                'verbose_name_plural': 'recommendations',
                'ordering': ['-step_since', '-pk'],
                'indexes': [
                    models.Index(fields=['group', '-step_since'], name='recommendation_by_group'),
                    models.Index(condition=models.Q(('step_ends_at__isnull', False)), fields=['step_ends_at'], name='recommendation_ending'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('title__length__gte', 5)), name='recommendation_title_long_enough'),
                    models.CheckConstraint(condition=models.Q(('step__in', ['idea', 'adoption_call', 'draft', 'last_call', 'consultation', 'answering', 'consensus_call', 'adopted', 'returned', 'published', 'superseded', 'withdrawn', 'parked'])), name='recommendation_step_known'),
                    models.CheckConstraint(condition=models.Q(models.Q(('parked_from__in', ['idea', 'adoption_call', 'draft', 'last_call', 'consultation', 'answering', 'consensus_call', 'adopted', 'returned', 'published', 'superseded', 'withdrawn']), ('step', 'parked')), models.Q(models.Q(('step', 'parked'), _negated=True), ('parked_from', '')), _connector='OR'), name='recommendation_parked_from_a_step'),
                    models.CheckConstraint(condition=models.Q(('step_ends_at', None), ('step__in', ['adoption_call', 'last_call', 'consultation', 'consensus_call']), _connector='OR'), name='recommendation_ends_where_steps_do'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('kind', models.CharField(choices=[('step', 'It took a step'), ('revision', 'Its text was revised'), ('title', 'It was given another title'), ('deadline', 'A step is to end at another moment'), ('review', 'It is to be looked at again')], max_length=16, verbose_name='what')),
                ('before', models.CharField(blank=True, max_length=200, verbose_name='before')),
                ('after', models.CharField(blank=True, max_length=200, verbose_name='after')),
                ('revision_number', models.PositiveIntegerField(blank=True, null=True, verbose_name='revision')),
                ('why', models.TextField(blank=True, max_length=2000, verbose_name='why')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='recommendations.recommendation', verbose_name='recommendation')),
            ],
            options={
                'verbose_name': 'event',
                'verbose_name_plural': 'events',
                'ordering': ['at', 'pk'],
                'indexes': [
                    models.Index(fields=['recommendation', 'at'], name='event_by_document'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('kind__in', ['step', 'revision', 'title', 'deadline', 'review'])), name='event_kind_known'),
                    models.CheckConstraint(condition=models.Q(models.Q(('kind', 'step'), _negated=True), ('after__in', ['idea', 'adoption_call', 'draft', 'last_call', 'consultation', 'answering', 'consensus_call', 'adopted', 'returned', 'published', 'superseded', 'withdrawn', 'parked']), _connector='OR'), name='event_leads_to_a_step'),
                    models.CheckConstraint(condition=models.Q(models.Q(('kind', 'revision'), ('revision_number__isnull', False)), models.Q(models.Q(('kind', 'revision'), _negated=True), ('revision_number', None)), _connector='OR'), name='event_of_a_revision_names_it'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Clause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clauses', to='recommendations.recommendation', verbose_name='recommendation')),
            ],
            options={
                'verbose_name': 'clause',
                'verbose_name_plural': 'clauses',
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('body', models.TextField(help_text='Markdown.', verbose_name='text')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='what changed, in a line')),
                ('audience', models.CharField(choices=[('group', 'Those who see the group'), ('members', 'All members'), ('public', 'Everybody')], default='group', max_length=16, verbose_name='who reads it')),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='written')),
                ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='recommendations.recommendation', verbose_name='recommendation')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
            ],
            options={
                'verbose_name': 'revision',
                'verbose_name_plural': 'revisions',
                'ordering': ['recommendation_id', '-number'],
                'constraints': [
                    models.UniqueConstraint(fields=('recommendation', 'number'), name='revision_number_once_in_a_document'),
                    models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='revision_of_a_text_counts_from_one'),
                    models.CheckConstraint(condition=models.Q(('audience__in', ['group', 'members', 'public'])), name='revision_audience_known'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Quote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('link', models.URLField(blank=True, max_length=500, verbose_name='address of the source')),
                ('words', models.TextField(max_length=4000, verbose_name='words')),
                ('words_hash', models.CharField(editable=False, help_text='SHA-256, in hexadecimal.', max_length=64, verbose_name='hash of the words')),
                ('quoted_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='quoted')),
                ('clause', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='quotes', to='recommendations.clause', verbose_name='clause')),
                ('post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='quotes', to='discussion.post', verbose_name='post')),
                ('quoted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='quoted by')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='quotes', to='recommendations.revision', verbose_name='revision that took them up')),
            ],
            options={
                'verbose_name': 'quote',
                'verbose_name_plural': 'quotes',
                'ordering': ['pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('link', ''), ('post__isnull', False)), models.Q(('post', None), models.Q(('link', ''), _negated=True)), _connector='OR'), name='quote_has_one_source'),
                    models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='quote_has_words'),
                    models.UniqueConstraint(condition=models.Q(('post__isnull', False)), fields=('clause', 'post', 'words_hash'), name='quote_once_of_a_post_in_a_clause'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ClauseText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(verbose_name='place')),
                ('number', models.CharField(max_length=40, verbose_name='number')),
                ('level', models.PositiveSmallIntegerField(default=0, help_text='0: no heading.', verbose_name='level of the heading')),
                ('title', models.CharField(blank=True, max_length=500, verbose_name='words of the heading')),
                ('source', models.TextField(help_text='Markdown.', verbose_name='text')),
                ('html', models.TextField(editable=False, verbose_name='rendered text')),
                ('words_hash', models.CharField(editable=False, help_text='SHA-256 of the Markdown, in hexadecimal.', max_length=64, verbose_name='hash of the words')),
                ('clause', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='recommendations.clause', verbose_name='clause')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='recommendations.revision', verbose_name='revision')),
            ],
            options={
                'verbose_name': 'clause of a revision',
                'verbose_name_plural': 'clauses of revisions',
                'ordering': ['revision_id', 'position'],
                'constraints': [
                    models.UniqueConstraint(fields=('revision', 'position'), name='clause_text_one_at_a_place'),
                    models.UniqueConstraint(fields=('revision', 'clause'), name='clause_text_once_in_a_revision'),
                    models.UniqueConstraint(fields=('revision', 'number'), name='clause_text_number_once_in_a_revision'),
                    models.CheckConstraint(condition=models.Q(('level__lte', 6)), name='clause_text_level_known'),
                ],
            },
        ),
        migrations.RunSQL(STAYS, GOES),
    ]
