import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import workstreams.notices.models.notices
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('notices', '0001_initial'),
        ('notices', '0002_events_and_choices'),
        ('notices', '0003_owed_notices'),
        ('notices', '0004_mails'),
        ('notices', '0005_texts_and_reminders'),
        ('notices', '0006_answers_to_comments'),
    ]

    initial = True

    dependencies = [
        ('consensus', '0001_squashed_0002_gates'),
        ('discussion', '0001_squashed_0014_order_without_a_join'),
        ('groups', '0001_squashed_0010_order_without_a_join'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('recommendations', '0001_squashed_0003_order_without_a_join'),
    ]

    operations = [
        migrations.CreateModel(
            name='Choice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unwanted', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=16), blank=True, default=list, size=None, verbose_name='kinds that do not come')),
                ('member', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='notice_choice', to=settings.AUTH_USER_MODEL, verbose_name='member')),
                ('mailed', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=16), blank=True, default=workstreams.notices.models.notices.mailed_at_first, size=None, verbose_name='kinds that come by mail')),
            ],
            options={
                'verbose_name': 'choice of notices',
                'verbose_name_plural': 'choices of notices',
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('unwanted__contained_by', ['mention', 'reply', 'post', 'thread', 'group', 'text', 'waiting'])), name='choice_of_kinds_that_are_optional'),
                    models.CheckConstraint(condition=models.Q(('mailed__contained_by', ['mention', 'reply', 'post', 'thread', 'group', 'text', 'waiting'])), name='choice_of_kinds_that_come_by_mail'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Owed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('said', 'A post was said'), ('changed', 'The text of a post was changed'), ('happened', 'Something happened in a group, or to a text')], max_length=16, verbose_name='what happened')),
                ('event', models.CharField(blank=True, max_length=40, verbose_name='event')),
                ('happening', models.UUIDField(editable=False, null=True, verbose_name='key of the event')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='happened')),
                ('handed_out_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='given to a worker')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='times given anew')),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='caused by')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.workinggroup', verbose_name='working group')),
                ('post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='discussion.post', verbose_name='post')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='recommendations.recommendation', verbose_name='recommendation')),
                ('due_at', models.DateTimeField(blank=True, null=True, verbose_name='asked until')),
                ('objection', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='consensus.objection', verbose_name='objection')),
            ],
            options={
                'verbose_name': 'notice that is owed',
                'verbose_name_plural': 'notices that are owed',
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('what__in', ['said', 'changed', 'happened'])), name='owed_what_is_known'),
                    models.CheckConstraint(condition=models.Q(models.Q(('document', None), ('group__isnull', False), ('happening__isnull', False), ('post', None), ('what', 'happened')), models.Q(('document__isnull', False), ('group', None), ('happening__isnull', False), ('post', None), ('what', 'happened')), models.Q(('document', None), ('group', None), ('happening', None), ('post__isnull', False), ('what__in', ['said', 'changed'])), _connector='OR'), name='owed_says_of_what'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Mailing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('planned', 'Planned'), ('held', 'Held back by the secretariat'), ('sent', 'Sent'), ('skipped', 'Skipped'), ('failed', 'Failed')], default='planned', max_length=8, verbose_name='state')),
                ('reason', models.TextField(blank=True, max_length=1000, verbose_name='reason')),
                ('planned_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='planned')),
                ('not_before', models.DateTimeField(default=django.utils.timezone.now, verbose_name='goes out from')),
                ('queued_at', models.DateTimeField(blank=True, null=True, verbose_name='last given to a worker')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('copy', models.PositiveSmallIntegerField(default=0, verbose_name='copy')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='settled')),
                ('message_id', models.CharField(blank=True, max_length=255, verbose_name='Message-ID')),
                ('is_summary', models.BooleanField(default=False, verbose_name='a summary')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='groups.workinggroup', verbose_name='working group')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notice_mails', to=settings.AUTH_USER_MODEL, verbose_name='to')),
                ('thread', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='discussion.thread', verbose_name='thread')),
            ],
            options={
                'verbose_name': 'mail of notices',
                'verbose_name_plural': 'mails of notices',
                'ordering': ['-planned_at', '-pk'],
                'abstract': False,
                'indexes': [
                    models.Index(condition=models.Q(('state', 'planned')), fields=['not_before'], name='mailing_waiting'),
                    models.Index(fields=['recipient', '-not_before'], name='mailing_by_recipient'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('state__in', ['planned', 'held'])), models.Q(('settled_at__isnull', False), ('state__in', ['sent', 'skipped', 'failed'])), _connector='OR'), name='mailing_settled_at_a_moment'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['skipped', 'failed']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='mailing_not_sent_for_a_reason'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), models.Q(('message_id', ''), _negated=True), _connector='OR'), name='mailing_sent_with_its_message_id'),
                    models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'held', 'sent', 'skipped', 'failed'])), name='mailing_state_known'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('mention', 'You were mentioned'), ('reply', 'You were answered'), ('post', 'A post in a thread that you watch'), ('thread', 'A new thread in a group that you watch'), ('decision', 'A decision about you'), ('group', 'Something in a group of yours'), ('text', 'A text that concerns you'), ('waiting', 'Something that waits for you')], max_length=16, verbose_name='kind')),
                ('event', models.CharField(blank=True, help_text='What happened, for kinds that know several events.', max_length=40, verbose_name='event')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='happened')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='read')),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='caused by')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.workinggroup', verbose_name='working group')),
                ('post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='discussion.post', verbose_name='post')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to=settings.AUTH_USER_MODEL, verbose_name='for')),
                ('happening', models.UUIDField(editable=False, help_text='One event tells a member once.', null=True, verbose_name='key of the event')),
                ('by_mail', models.BooleanField(default=False, verbose_name='a mail is to be planned')),
                ('mail', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='notices', to='notices.mailing', verbose_name='mail')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='recommendations.recommendation', verbose_name='recommendation')),
                ('due_at', models.DateTimeField(blank=True, null=True, verbose_name='asked until')),
                ('objection', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='consensus.objection', verbose_name='objection')),
            ],
            options={
                'verbose_name': 'notice',
                'verbose_name_plural': 'notices',
                'ordering': ['-created_at', '-pk'],
                'indexes': [
                    models.Index(fields=['recipient', '-created_at', '-id'], name='notice_by_recipient'),
                    models.Index(condition=models.Q(('read_at', None)), fields=['recipient'], name='notice_not_read'),
                    models.Index(condition=models.Q(('read_at__isnull', False)), fields=['created_at'], name='notice_to_clear'),
                    models.Index(condition=models.Q(('by_mail', True)), fields=['id'], name='notice_to_mail'),
                    models.Index(condition=models.Q(('mail__isnull', False)), fields=['mail'], name='notice_by_mail'),
                ],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('kind__in', ['mention', 'reply', 'post', 'thread'])), fields=('recipient', 'post'), name='notice_once_for_a_post'),
                    models.UniqueConstraint(condition=models.Q(('happening__isnull', False)), fields=('recipient', 'happening'), name='notice_once_for_an_event'),
                    models.CheckConstraint(condition=models.Q(('kind__in', ['mention', 'reply', 'post', 'thread', 'decision', 'group', 'text', 'waiting'])), name='notice_kind_known'),
                    models.CheckConstraint(condition=models.Q(('objection', None), ('document__isnull', False), _connector='OR'), name='notice_of_an_objection_names_the_text'),
                    models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['mention', 'reply', 'post', 'thread']), _negated=True), ('post__isnull', False), models.Q(('document__isnull', False), ('event', 'comment_answered'), ('kind', 'reply')), _connector='OR'), name='notice_of_a_post_has_it'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('adoption_call', 'End of the call for adoption'), ('last_call', 'End of the last call in the group'), ('consultation', 'End of the consultation'), ('consensus_call', 'End of the call for consensus'), ('review', 'Day on which the text is looked at again')], max_length=16, verbose_name='deadline')),
                ('deadline', models.DateTimeField(verbose_name='until')),
                ('days', models.PositiveSmallIntegerField(verbose_name='days before it')),
                ('planned_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='reminded')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='recommendations.recommendation', verbose_name='recommendation')),
            ],
            options={
                'verbose_name': 'reminder',
                'verbose_name_plural': 'reminders',
                'ordering': ['-planned_at', '-pk'],
                'constraints': [
                    models.UniqueConstraint(fields=('document', 'what', 'deadline', 'days'), name='reminder_once_of_a_deadline'),
                    models.CheckConstraint(condition=models.Q(('what__in', ['adoption_call', 'last_call', 'consultation', 'consensus_call', 'review'])), name='reminder_of_a_deadline_that_is_known'),
                ],
            },
        ),
    ]
