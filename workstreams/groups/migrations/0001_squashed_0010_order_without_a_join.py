import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

# A group keeps one lead from its charter until it is concluded, whatever ends a lead's seat. The question is put when
# the transaction ends, so a seat may end and another begin in it; and under the group's lock, so of two leads who leave
# at the same moment the second to commit sees that the first has gone.
KEEP_ONE_LEAD = """
CREATE FUNCTION group_keeps_one_lead() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    state_now text;
BEGIN
    SELECT state INTO state_now FROM groups_workinggroup WHERE id = OLD.group_id FOR NO KEY UPDATE;
    IF state_now IN ('chartered', 'dormant') AND NOT EXISTS (
        SELECT 1 FROM groups_participation WHERE group_id = OLD.group_id AND role = 'lead' AND left_at IS NULL
    ) THEN
        RAISE EXCEPTION 'group % would be left without a lead', OLD.group_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'group_keeps_one_lead', TABLE = 'groups_participation';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER group_keeps_one_lead
    AFTER UPDATE OR DELETE ON groups_participation
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.role = 'lead' AND OLD.left_at IS NULL)
    EXECUTE FUNCTION group_keeps_one_lead();
"""
LET_GO = """
DROP TRIGGER group_keeps_one_lead ON groups_participation;
DROP FUNCTION group_keeps_one_lead();
"""

# Who sits in a group and what it plans stands on each of its pages, and changes seldom: see members.models.register.
COUNT = """
CREATE TRIGGER register_changed AFTER INSERT OR UPDATE OR DELETE ON groups_participation
    FOR EACH STATEMENT EXECUTE FUNCTION members_register_changed();
CREATE TRIGGER register_changed AFTER INSERT OR UPDATE OR DELETE ON groups_milestone
    FOR EACH STATEMENT EXECUTE FUNCTION members_register_changed();
"""
STOP = """
DROP TRIGGER register_changed ON groups_participation;
DROP TRIGGER register_changed ON groups_milestone;
"""


class Migration(migrations.Migration):

    replaces = [
        ('groups', '0001_initial'),
        ('groups', '0002_initial'),
        ('groups', '0003_reserved_slugs'),
        ('groups', '0004_life_of_groups'),
        ('groups', '0005_leads_and_life'),
        ('groups', '0006_former_names'),
        ('groups', '0007_register_version'),
        ('groups', '0008_first_posts_held'),
        ('groups', '0009_texts_in_mail'),
        ('groups', '0010_order_without_a_join'),
    ]

    initial = True

    dependencies = [
        ('members', '0001_squashed_0014_former_handles_by_index'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PriorityArea',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(unique=True, verbose_name='short address')),
                ('name', models.CharField(max_length=120, unique=True, verbose_name='name')),
                ('summary', models.CharField(max_length=300, verbose_name='in a sentence')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='place in the order')),
            ],
            options={
                'verbose_name': 'priority area',
                'verbose_name_plural': 'priority areas',
                'ordering': ['position', 'name'],
            },
        ),
        migrations.CreateModel(
            name='WorkingGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True, verbose_name='short address')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('purpose', models.CharField(max_length=200, verbose_name='purpose, in a line')),
                ('charter', models.TextField(blank=True, help_text='Markdown. What the newest revision says; empty until one is written.', verbose_name='charter')),
                ('visibility', models.CharField(choices=[('public', 'Anyone can read'), ('members', 'Members can read'), ('private', 'Participants only')], default='public', max_length=16, verbose_name='who can read')),
                ('joining', models.CharField(choices=[('open', 'Open to every member'), ('request', 'On request, a lead decides'), ('invitation', 'By invitation')], default='open', max_length=16, verbose_name='how to join')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='groups', to='groups.priorityarea', verbose_name='priority area')),
                ('roster', models.CharField(choices=[('names', 'Names and organisations'), ('counts', 'Numbers by sector')], default='names', max_length=16, verbose_name='what readers see of the people')),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('chartered', 'Chartered'), ('dormant', 'Dormant'), ('concluded', 'Concluded')], default='chartered', max_length=16, verbose_name='state')),
                ('state_since', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='in this state since')),
                ('state_note', models.CharField(blank=True, editable=False, max_length=500, verbose_name='why it rests or was concluded')),
                ('first_posts_held', models.PositiveSmallIntegerField(default=0, help_text='How many posts of somebody new to the group wait for a lead. 0: none.', verbose_name='first posts that a lead reads')),
                ('texts_in_mail', models.BooleanField(default=True, help_text='Where they do not, mails name the threads and lead to them.', verbose_name='mails quote what is said here')),
            ],
            options={
                'verbose_name': 'working group',
                'verbose_name_plural': 'working groups',
                'ordering': ['area__position', 'name'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('visibility__in', ['public', 'members', 'private'])), name='group_visibility_known'),
                    models.CheckConstraint(condition=models.Q(('slug__in', ['desk', 'new', 'people', 'posts', 'preview', 'threads']), _negated=True), name='group_slug_not_reserved', violation_error_message="This short address is one of the portal's own words. Choose another."),
                    models.CheckConstraint(condition=models.Q(('joining__in', ['open', 'request', 'invitation'])), name='group_joining_known'),
                    models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'chartered', 'dormant', 'concluded'])), name='group_state_known'),
                    models.CheckConstraint(condition=models.Q(('roster__in', ['names', 'counts'])), name='group_roster_known'),
                    models.CheckConstraint(condition=models.Q(('first_posts_held__lte', 10)), name='group_holds_few_first_posts'),
                ],
            },
        ),
        migrations.CreateModel(
            name='JoinRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('note', models.TextField(blank=True, max_length=1000, verbose_name='what they want to bring')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('outcome', models.CharField(blank=True, choices=[('accepted', 'Accepted'), ('declined', 'Declined')], max_length=16, verbose_name='outcome')),
                ('reason', models.TextField(blank=True, max_length=2000, verbose_name='reason, as the member was told')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='join_requests', to=settings.AUTH_USER_MODEL, verbose_name='member')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='join_requests', to='groups.workinggroup', verbose_name='working group')),
            ],
            options={
                'verbose_name': 'request to join',
                'verbose_name_plural': 'requests to join',
                'ordering': ['-created_at'],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('decided_at', None)), fields=('group', 'member'), name='join_request_one_open'),
                    models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('outcome', '')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('outcome__in', ['accepted', 'declined'])), _connector='OR'), name='join_request_decided_by_somebody'),
                    models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'declined'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='join_request_declined_with_a_reason'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Participation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('lead', 'Lead'), ('editor', 'Editor'), ('participant', 'Participant'), ('observer', 'Observer')], default='participant', max_length=16, verbose_name='role')),
                ('joined_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='from')),
                ('left_at', models.DateTimeField(blank=True, null=True, verbose_name='to')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participations', to=settings.AUTH_USER_MODEL, verbose_name='member')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='groups.workinggroup', verbose_name='working group')),
                ('given_by', models.ForeignKey(blank=True, help_text='Nobody: they joined by themselves.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='given by')),
                ('removed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='removed by')),
                ('removed_reason', models.CharField(blank=True, max_length=500, verbose_name='reason of the removal')),
            ],
            options={
                'verbose_name': 'participation',
                'verbose_name_plural': 'participations',
                'ordering': ['-joined_at'],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('left_at', None)), fields=('group', 'member'), name='participation_one_current'),
                    models.CheckConstraint(condition=models.Q(('left_at', None), ('left_at__gte', models.F('joined_at')), _connector='OR'), name='participation_ends_after_it_starts'),
                    models.CheckConstraint(condition=models.Q(('role__in', ['lead', 'editor', 'participant', 'observer'])), name='participation_role_known'),
                    models.CheckConstraint(condition=models.Q(models.Q(('removed_by', None), ('removed_reason', '')), models.Q(('left_at__isnull', False), ('removed_by__isnull', False), models.Q(('removed_reason', ''), _negated=True)), _connector='OR'), name='participation_removed_with_a_reason'),
                ],
            },
        ),
        migrations.CreateModel(
            name='CharterRevision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('body', models.TextField(verbose_name='charter')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='what changed, in a line')),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='written')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='charter_revisions', to='groups.workinggroup', verbose_name='working group')),
                ('written_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
            ],
            options={
                'verbose_name': 'revision of a charter',
                'verbose_name_plural': 'revisions of charters',
                'ordering': ['group_id', '-number'],
                'constraints': [
                    models.UniqueConstraint(fields=('group', 'number'), name='charter_revision_number_unique'),
                    models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='charter_revision_numbers_from_one'),
                ],
            },
        ),
        migrations.CreateModel(
            name='FormerAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(blank=True, max_length=80, null=True, unique=True, verbose_name='former short address')),
                ('name', models.CharField(max_length=120, verbose_name='former name')),
                ('until', models.DateTimeField(default=django.utils.timezone.now, verbose_name='until')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_addresses', to='groups.workinggroup', verbose_name='working group')),
            ],
            options={
                'verbose_name': 'former address',
                'verbose_name_plural': 'former addresses',
                'ordering': ['-until'],
            },
        ),
        migrations.CreateModel(
            name='InvitedSeat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('lead', 'Lead'), ('editor', 'Editor'), ('participant', 'Participant'), ('observer', 'Observer')], default='participant', max_length=16, verbose_name='role')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invited_seats', to='groups.workinggroup', verbose_name='working group')),
                ('invitation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='invited_seat', to='members.invitation', verbose_name='invitation')),
            ],
            options={
                'verbose_name': 'invited seat',
                'verbose_name_plural': 'invited seats',
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('role__in', ['lead', 'editor', 'participant', 'observer'])), name='invited_seat_role_known'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='what')),
                ('due_on', models.DateField(verbose_name='by when')),
                ('state', models.CharField(choices=[('planned', 'Planned'), ('done', 'Done'), ('dropped', 'Dropped')], default='planned', max_length=16, verbose_name='state')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='done or dropped')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='entered')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='milestones', to='groups.workinggroup', verbose_name='working group')),
            ],
            options={
                'verbose_name': 'milestone',
                'verbose_name_plural': 'milestones',
                'ordering': ['due_on', 'pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('state', 'planned')), models.Q(('settled_at__isnull', False), ('state__in', ['done', 'dropped'])), _connector='OR'), name='milestone_settled_at_a_moment'),
                    models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='milestone_says_what'),
                ],
            },
        ),
        migrations.RunSQL(KEEP_ONE_LEAD, LET_GO),
        migrations.RunSQL(COUNT, STOP),
    ]
