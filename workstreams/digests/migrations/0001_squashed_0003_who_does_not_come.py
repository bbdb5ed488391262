import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('digests', '0001_initial'),
        ('digests', '0002_by_the_post_office'),
        ('digests', '0003_who_does_not_come'),
    ]

    initial = True

    dependencies = [
        ('groups', '0001_squashed_0010_order_without_a_join'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('frequency', models.CharField(choices=[('weekly', 'Weekly'), ('daily', 'Daily'), ('never', 'Never')], default='weekly', max_length=8, verbose_name='how often')),
                ('weekday', models.PositiveSmallIntegerField(choices=[(0, 'Monday'), (1, 'Tuesday'), (2, 'Wednesday'), (3, 'Thursday'), (4, 'Friday'), (5, 'Saturday'), (6, 'Sunday')], default=0, verbose_name='day')),
                ('hour', models.PositiveSmallIntegerField(default=8, verbose_name='hour')),
                ('time_zone', models.CharField(default='UTC', editable=False, max_length=64, verbose_name='time zone that it was reckoned in')),
                ('covered_until', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='covered until')),
                ('next_due_at', models.DateTimeField(editable=False, null=True, verbose_name='next one due')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='began')),
                ('member', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='digest_subscription', to=settings.AUTH_USER_MODEL, verbose_name='member')),
                ('cadence', models.CharField(choices=[('weekly', 'Weekly'), ('daily', 'Daily'), ('never', 'Never')], default='weekly', editable=False, max_length=8, verbose_name='how often anything is due')),
                ('asked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='last chosen by the member')),
                ('paused_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='stopped, for nobody came, since')),
            ],
            options={
                'verbose_name': 'subscription',
                'verbose_name_plural': 'subscriptions',
                'ordering': ['next_due_at'],
                'indexes': [
                    models.Index(condition=models.Q(('next_due_at__isnull', False)), fields=['next_due_at'], name='digest_due'),
                    models.Index(condition=models.Q(('paused_at__isnull', False)), fields=['paused_at'], name='subscription_paused'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('frequency__in', ['weekly', 'daily', 'never'])), name='subscription_frequency_known'),
                    models.CheckConstraint(condition=models.Q(('weekday__lte', 6)), name='subscription_weekday_known'),
                    models.CheckConstraint(condition=models.Q(('hour__lte', 23)), name='subscription_hour_known'),
                    models.CheckConstraint(condition=models.Q(('frequency', 'never'), models.Q(('cadence__in', ['weekly', 'daily']), ('frequency', 'weekly')), models.Q(('cadence', 'daily'), ('frequency', 'daily')), _connector='OR'), name='subscription_cadence_covers_all'),
                    models.CheckConstraint(condition=models.Q(models.Q(('cadence', 'never'), ('next_due_at', None), ('paused_at', None)), models.Q(('cadence__in', ['weekly', 'daily']), ('next_due_at__isnull', False), ('paused_at', None)), models.Q(('cadence__in', ['weekly', 'daily']), ('next_due_at', None), ('paused_at__isnull', False)), _connector='OR'), name='subscription_due_unless_never'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Digest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_at', models.DateTimeField(verbose_name='due')),
                ('window_from', models.DateTimeField(verbose_name='what is new after')),
                ('window_to', models.DateTimeField(verbose_name='and up to')),
                ('state', models.CharField(choices=[('planned', 'Planned'), ('held', 'Held back by the secretariat'), ('sent', 'Sent'), ('skipped', 'Skipped'), ('failed', 'Failed')], default='planned', max_length=8, verbose_name='state')),
                ('reason', models.TextField(blank=True, max_length=1000, verbose_name='reason')),
                ('planned_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='planned')),
                ('queued_at', models.DateTimeField(blank=True, null=True, verbose_name='last given to a worker')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='settled')),
                ('message_id', models.CharField(blank=True, max_length=255, verbose_name='Message-ID')),
                ('subscription', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='digests', to='digests.subscription', verbose_name='subscription')),
                ('copy', models.PositiveSmallIntegerField(default=0, verbose_name='copy')),
                ('covers_all', models.BooleanField(default=True, verbose_name='tells of all')),
                ('not_before', models.DateTimeField(default=django.utils.timezone.now, verbose_name='goes out from')),
                ('is_last', models.BooleanField(default=False, verbose_name='the last one until the member comes')),
            ],
            options={
                'verbose_name': 'digest',
                'verbose_name_plural': 'digests',
                'ordering': ['-due_at', '-pk'],
                'indexes': [
                    models.Index(fields=['-due_at'], name='digest_by_due'),
                    models.Index(condition=models.Q(('state', 'planned')), fields=['not_before'], name='digest_waiting'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('subscription', 'due_at'), name='digest_once_per_due_moment'),
                    models.CheckConstraint(condition=models.Q(('window_to__gte', models.F('window_from'))), name='digest_window_in_order'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), models.Q(('message_id', ''), _negated=True), _connector='OR'), name='digest_sent_with_its_message_id'),
                    models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('state__in', ['planned', 'held'])), models.Q(('settled_at__isnull', False), ('state__in', ['sent', 'skipped', 'failed'])), _connector='OR'), name='digest_settled_at_a_moment'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['skipped', 'failed']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='digest_not_sent_for_a_reason'),
                    models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'held', 'sent', 'skipped', 'failed'])), name='digest_state_known'),
                ],
            },
        ),
        migrations.CreateModel(
            name='DigestPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('window_from', models.DateTimeField(blank=True, null=True, verbose_name='what is new after')),
                ('digest', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='digests.digest', verbose_name='digest')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.workinggroup', verbose_name='working group')),
            ],
            options={
                'verbose_name': 'part of a digest',
                'verbose_name_plural': 'parts of digests',
                'constraints': [
                    models.UniqueConstraint(fields=('digest', 'group'), name='digest_part_once_for_a_group'),
                ],
            },
        ),
        migrations.CreateModel(
            name='GroupSubscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('frequency', models.CharField(blank=True, choices=[('', 'As for all'), ('weekly', 'Weekly'), ('daily', 'Daily'), ('never', 'Never')], default='', max_length=8, verbose_name='how often')),
                ('covered_until', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='covered until')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='digest_subscriptions', to='groups.workinggroup', verbose_name='working group')),
                ('subscription', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='groups', to='digests.subscription', verbose_name='subscription')),
            ],
            options={
                'verbose_name': 'choice for a group',
                'verbose_name_plural': 'choices for groups',
                'constraints': [
                    models.UniqueConstraint(fields=('subscription', 'group'), name='group_subscription_once_for_a_group'),
                    models.CheckConstraint(condition=models.Q(('frequency__in', ['', 'weekly', 'daily', 'never'])), name='group_subscription_frequency_known'),
                ],
            },
        ),
    ]
