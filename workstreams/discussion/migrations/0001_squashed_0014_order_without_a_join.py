import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import uuid
import workstreams.discussion.models.writing
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('discussion', '0001_initial'),
        ('discussion', '0002_initial'),
        ('discussion', '0003_initial'),
        ('discussion', '0004_page_indexes_and_form_keys'),
        ('discussion', '0005_post_by_voice'),
        ('discussion', '0006_whole_discussion'),
        ('discussion', '0007_searchable_words'),
        ('discussion', '0008_group_following'),
        ('discussion', '0009_search_version'),
        ('discussion', '0010_pages_of_drafts'),
        ('discussion', '0011_former_titles'),
        ('discussion', '0012_restraints'),
        ('discussion', '0013_texts_that_wait'),
        ('discussion', '0014_order_without_a_join'),
    ]

    initial = True

    dependencies = [
        ('groups', '0001_squashed_0010_order_without_a_join'),
        ('members', '0015_squashed_0017_mails_by_the_post_office'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Tag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tags', to='groups.workinggroup', verbose_name='working group')),
            ],
            options={
                'verbose_name': 'tag',
                'verbose_name_plural': 'tags',
                'ordering': ['name'],
                'constraints': [
                    models.UniqueConstraint(models.F('group'), django.db.models.functions.text.Lower('name'), name='tag_unique_in_group'),
                    models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='tag_has_a_name'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Thread',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='opened')),
                ('last_post_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='newest post')),
                ('reply_count', models.PositiveIntegerField(default=0, verbose_name='replies')),
                ('pinned_at', models.DateTimeField(blank=True, null=True, verbose_name='pinned')),
                ('locked_at', models.DateTimeField(blank=True, null=True, verbose_name='locked')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='threads', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='threads', to='groups.workinggroup', verbose_name='working group')),
                ('locked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='locked by')),
                ('version', models.PositiveIntegerField(default=0, editable=False, help_text='Rises with every change that a reader could see.', verbose_name='version')),
                ('tags', models.ManyToManyField(blank=True, related_name='threads', to='discussion.tag', verbose_name='tags')),
                ('slow_seconds', models.PositiveIntegerField(default=0, help_text='Slow mode. 0: none.', verbose_name='seconds between two posts of one member')),
                ('slow_until', models.DateTimeField(blank=True, null=True, verbose_name='slow until')),
            ],
            options={
                'verbose_name': 'thread',
                'verbose_name_plural': 'threads',
                'ordering': ['-last_post_at'],
                'indexes': [
                    models.Index(fields=['group', '-last_post_at'], name='thread_by_newest_post'),
                    models.Index(models.F('group'), models.OrderBy(models.F('pinned_at'), descending=True, nulls_last=True), models.OrderBy(models.F('last_post_at'), descending=True), models.OrderBy(models.F('id'), descending=True), name='thread_in_order_of_list'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('title__length__gte', 5)), name='thread_title_long_enough'),
                    models.CheckConstraint(condition=models.Q(models.Q(('locked_at', None), ('locked_by', None)), models.Q(('locked_at__isnull', False), ('locked_by__isnull', False)), _connector='OR'), name='thread_locked_by_somebody'),
                    models.CheckConstraint(condition=models.Q(models.Q(('slow_seconds', 0), ('slow_until', None)), models.Q(('slow_seconds__gt', 0), ('slow_until__isnull', False)), _connector='OR'), name='thread_slow_for_a_while'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.BinaryField(verbose_name='place in the tree')),
                ('depth', models.PositiveSmallIntegerField(verbose_name='depth')),
                ('format', models.CharField(choices=[('markdown', 'Markdown'), ('mail', 'Plain mail')], default='markdown', max_length=16, verbose_name='format')),
                ('body', models.TextField(verbose_name='text')),
                ('body_html', models.TextField(editable=False, verbose_name='rendered text')),
                ('renderer', models.PositiveSmallIntegerField(editable=False, verbose_name="renderer's version")),
                ('submission', models.UUIDField(editable=False, help_text='One form makes one post.', null=True, verbose_name='key of the form')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='said')),
                ('hidden_at', models.DateTimeField(blank=True, null=True, verbose_name='hidden')),
                ('hidden_reason', models.CharField(blank=True, max_length=500, verbose_name='reason, as everybody reads it')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('hidden_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='hidden by')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation', verbose_name='organisation')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='discussion.post', verbose_name='in reply to')),
                ('sector', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.sector', verbose_name='sector')),
                ('thread', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='discussion.thread', verbose_name='thread')),
                ('agree_count', models.PositiveIntegerField(default=0, editable=False, verbose_name='agree')),
                ('edited_at', models.DateTimeField(blank=True, null=True, verbose_name='edited')),
                ('insightful_count', models.PositiveIntegerField(default=0, editable=False, verbose_name='insightful')),
                ('language', models.CharField(blank=True, help_text='ISO 639-1. Empty where it could not be told.', max_length=8, verbose_name='language')),
                ('revision_count', models.PositiveIntegerField(default=0, editable=False, verbose_name='earlier versions')),
                ('search', django.contrib.postgres.search.SearchVectorField(editable=False, verbose_name='searchable words')),
                ('thanks_count', models.PositiveIntegerField(default=0, editable=False, verbose_name='thanks')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn by its author')),
                ('search_version', models.PositiveSmallIntegerField(db_default=0, default=0, editable=False, verbose_name='rules of the searchable words')),
                ('former_titles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, db_default=[], default=list, editable=False, size=None, verbose_name='titles of the threads that it began until they were merged')),
                ('hidden_key', models.UUIDField(editable=False, help_text='What was hidden together is restored together.', null=True, verbose_name='key of the hiding')),
                ('hidden_rule', models.CharField(blank=True, help_text='Its number among the participation rules.', max_length=12, verbose_name='rule')),
            ],
            options={
                'verbose_name': 'post',
                'verbose_name_plural': 'posts',
                'ordering': ['thread_id', 'path'],
                'indexes': [
                    models.Index(fields=['thread', 'created_at'], name='post_by_time'),
                    models.Index(condition=models.Q(('hidden_at', None), ('withdrawn_at', None)), fields=['thread', 'organisation'], name='post_by_organisation'),
                    models.Index(condition=models.Q(('hidden_at', None), ('withdrawn_at', None)), fields=['thread', 'created_at'], include=('sector',), name='post_by_voice'),
                    models.Index(condition=models.Q(('hidden_at', None), ('withdrawn_at', None)), fields=['thread', 'id'], include=('author',), name='post_by_number'),
                    models.Index(fields=['-created_at', '-id'], name='post_newest_first'),
                    django.contrib.postgres.indexes.GinIndex(fields=['search'], name='post_by_words'),
                    models.Index(condition=models.Q(('hidden_key__isnull', False)), fields=['hidden_key'], name='post_by_hiding'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('thread', 'path'), name='post_place_unique'),
                    models.UniqueConstraint(condition=models.Q(('parent', None)), fields=('thread',), name='thread_one_root'),
                    models.CheckConstraint(condition=models.Q(models.Q(('depth', 0), ('parent', None)), models.Q(('depth__gt', 0), ('parent__isnull', False)), _connector='OR'), name='post_depth_fits_parent'),
                    models.CheckConstraint(condition=models.Q(models.Q(('body__length__gte', 2), ('body__length__lte', 32000)), ('format', 'mail'), _connector='OR'), name='post_length_within_limits'),
                    models.UniqueConstraint(fields=('author', 'submission'), name='post_one_per_form'),
                    models.CheckConstraint(condition=models.Q(models.Q(('hidden_at', None), ('hidden_by', None), ('hidden_key', None), ('hidden_reason', ''), ('hidden_rule', '')), models.Q(('hidden_at__isnull', False), ('hidden_key__isnull', False), models.Q(('hidden_reason', ''), _negated=True)), _connector='OR'), name='post_hidden_with_a_reason'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ImportedMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message_id', models.CharField(max_length=998, verbose_name='Message-ID')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='groups.workinggroup', verbose_name='working group')),
                ('post', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='imported_message', to='discussion.post', verbose_name='post')),
            ],
            options={
                'verbose_name': 'imported message',
                'verbose_name_plural': 'imported messages',
                'constraints': [
                    models.UniqueConstraint(fields=('group', 'message_id'), name='imported_message_once_per_group'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Voice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('posts', models.PositiveIntegerField(default=0, verbose_name='posts')),
                ('sector', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.sector', verbose_name='sector')),
                ('thread', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='voices', to='discussion.thread', verbose_name='thread')),
            ],
            options={
                'verbose_name': 'voice of a sector',
                'verbose_name_plural': 'voices of sectors',
                'constraints': [
                    models.UniqueConstraint(fields=('thread', 'sector'), name='voice_one_per_sector'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sequence', models.BigIntegerField(default=0, verbose_name='sequence')),
                ('title', models.CharField(blank=True, max_length=1000, verbose_name='title')),
                ('body', models.TextField(blank=True, verbose_name='text')),
                ('saved_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='saved')),
                ('posted_at', models.DateTimeField(blank=True, null=True, verbose_name='posted')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.workinggroup', verbose_name='new thread in')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to=settings.AUTH_USER_MODEL, verbose_name='member')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='discussion.post', verbose_name='in reply to')),
                ('post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='discussion.post', verbose_name='change of')),
                ('thread', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='discussion.thread', verbose_name='thread')),
                ('page', models.CharField(blank=True, editable=False, max_length=36, verbose_name='page that saved it')),
            ],
            options={
                'verbose_name': 'draft',
                'verbose_name_plural': 'drafts',
                'ordering': ['-saved_at'],
                'constraints': [
                    models.UniqueConstraint(fields=('member', 'group', 'thread', 'parent', 'post'), name='draft_one_per_place', nulls_distinct=False),
                    models.CheckConstraint(condition=models.Q(models.Q(('group__isnull', False), ('parent', None), ('post', None), ('thread', None)), models.Q(('group', None), ('post', None), ('thread__isnull', False)), models.Q(('group', None), ('parent', None), ('post__isnull', False), ('thread', None)), _connector='OR'), name='draft_has_one_place'),
                    models.CheckConstraint(condition=models.Q(('posted_at', None), models.Q(('body', ''), ('title', '')), _connector='OR'), name='draft_empty_once_posted'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Following',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('muted', 'Muted'), ('normal', 'Normal'), ('tracking', 'Tracking'), ('watching', 'Watching')], max_length=8, verbose_name='level')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='chosen')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='followings', to=settings.AUTH_USER_MODEL, verbose_name='member')),
                ('thread', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='followings', to='discussion.thread', verbose_name='thread')),
            ],
            options={
                'verbose_name': 'following',
                'verbose_name_plural': 'followings',
                'constraints': [
                    models.UniqueConstraint(fields=('thread', 'member'), name='following_one_per_thread'),
                    models.CheckConstraint(condition=models.Q(('level__in', ['muted', 'normal', 'tracking', 'watching'])), name='following_level_known'),
                ],
            },
        ),
        migrations.CreateModel(
            name='FormerThread',
            fields=[
                ('number', models.BigIntegerField(primary_key=True, serialize=False, verbose_name='number')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_threads', to='discussion.post', verbose_name='first post')),
            ],
            options={
                'verbose_name': 'former thread',
                'verbose_name_plural': 'former threads',
            },
        ),
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mentions', to=settings.AUTH_USER_MODEL, verbose_name='member')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='discussion.post', verbose_name='post')),
            ],
            options={
                'verbose_name': 'mention',
                'verbose_name_plural': 'mentions',
                'constraints': [
                    models.UniqueConstraint(fields=('post', 'member'), name='mention_once_in_a_post'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Reaction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('agree', 'Agree'), ('insightful', 'Insightful'), ('thanks', 'Thanks')], max_length=16, verbose_name='sign')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='given')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reactions', to=settings.AUTH_USER_MODEL, verbose_name='member')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reactions', to='discussion.post', verbose_name='post')),
                ('sector', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.sector', verbose_name='sector')),
            ],
            options={
                'verbose_name': 'reaction',
                'verbose_name_plural': 'reactions',
                'constraints': [
                    models.UniqueConstraint(fields=('post', 'member', 'kind'), name='reaction_once_of_a_kind'),
                    models.CheckConstraint(condition=models.Q(('kind__in', ['agree', 'insightful', 'thanks'])), name='reaction_kind_known'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ReadMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('until', models.BigIntegerField(default=0, verbose_name='all read up to')),
                ('beyond', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, size=None, verbose_name='read after that')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='moved')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='read_marks', to=settings.AUTH_USER_MODEL, verbose_name='member')),
                ('thread', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='read_marks', to='discussion.thread', verbose_name='thread')),
            ],
            options={
                'verbose_name': 'read mark',
                'verbose_name_plural': 'read marks',
                'constraints': [
                    models.UniqueConstraint(fields=('member', 'thread'), name='mark_one_per_thread'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('title', models.CharField(blank=True, max_length=200, verbose_name='title')),
                ('body', models.TextField(verbose_name='text')),
                ('written_at', models.DateTimeField(verbose_name='written')),
                ('replaced_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='replaced')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='discussion.post', verbose_name='post')),
                ('replaced_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='replaced by')),
            ],
            options={
                'verbose_name': 'earlier version',
                'verbose_name_plural': 'earlier versions',
                'ordering': ['post_id', 'number'],
                'constraints': [
                    models.UniqueConstraint(fields=('post', 'number'), name='revision_number_unique'),
                    models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='revision_numbers_from_one'),
                ],
            },
        ),
        migrations.CreateModel(
            name='GroupFollowing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('muted', 'Muted'), ('normal', 'Normal'), ('tracking', 'Tracking'), ('watching', 'Watching')], max_length=8, verbose_name='level')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='chosen')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.workinggroup', verbose_name='working group')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='group_followings', to=settings.AUTH_USER_MODEL, verbose_name='member')),
            ],
            options={
                'verbose_name': 'following of a group',
                'verbose_name_plural': 'followings of groups',
                'constraints': [
                    models.UniqueConstraint(fields=('group', 'member'), name='group_following_one_per_group'),
                    models.CheckConstraint(condition=models.Q(('level__in', ['muted', 'normal', 'tracking', 'watching'])), name='group_following_level_known'),
                ],
            },
        ),
        migrations.CreateModel(
            name='HeldPost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(blank=True, max_length=200, verbose_name='title')),
                ('body', models.TextField(verbose_name='text')),
                ('submission', models.UUIDField(editable=False, null=True, verbose_name='key of the form')),
                ('cause', models.CharField(choices=[('newcomer', 'First posts in this group wait for a lead'), ('links', 'Links of somebody new wait for a lead')], max_length=16, verbose_name='why it waits')),
                ('held_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='waits since')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='settled')),
                ('outcome', models.CharField(blank=True, choices=[('released', 'Released'), ('declined', 'Declined'), ('taken_back', 'Back with its author')], max_length=16, verbose_name='outcome')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='held_posts', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='held_posts', to='groups.workinggroup', verbose_name='working group')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='discussion.post', verbose_name='in reply to')),
                ('post', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='was_held', to='discussion.post', verbose_name='what it became')),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='settled by')),
                ('thread', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='held_posts', to='discussion.thread', verbose_name='thread')),
            ],
            options={
                'verbose_name': 'held post',
                'verbose_name_plural': 'held posts',
                'ordering': ['held_at', 'pk'],
                'indexes': [
                    models.Index(condition=models.Q(('settled_at', None)), fields=['group', 'held_at', 'id'], name='held_post_waiting'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('author', 'submission'), name='held_post_one_per_form'),
                    models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('settled_at', None), ('settled_by', None)), models.Q(('outcome__in', ['released', 'declined', 'taken_back']), ('settled_at__isnull', False), ('settled_by__isnull', False)), _connector='OR'), name='held_post_settled_by_somebody'),
                    models.CheckConstraint(condition=models.Q(models.Q(models.Q(('outcome', 'taken_back'), _negated=True), models.Q(('settled_by', models.F('author')), _negated=True)), ('outcome', 'taken_back'), ('settled_by', None), _connector='OR'), name='held_post_not_settled_by_its_author'),
                    models.CheckConstraint(condition=models.Q(('cause__in', ['newcomer', 'links'])), name='held_post_cause_known'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='key')),
                ('file', models.FileField(upload_to=workstreams.discussion.models.writing.place_of_file, verbose_name='file')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('content_type', models.CharField(max_length=100, verbose_name='kind')),
                ('size', models.PositiveIntegerField(verbose_name='bytes')),
                ('width', models.PositiveIntegerField(blank=True, null=True, verbose_name='width in pixels')),
                ('height', models.PositiveIntegerField(blank=True, null=True, verbose_name='height in pixels')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='brought')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='groups.workinggroup', verbose_name='working group')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attachments', to=settings.AUTH_USER_MODEL, verbose_name='brought by')),
                ('post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='attachments', to='discussion.post', verbose_name='post')),
                ('hidden_at', models.DateTimeField(blank=True, null=True, verbose_name='hidden')),
                ('hidden_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='hidden by')),
                ('hidden_reason', models.CharField(blank=True, max_length=500, verbose_name='reason, as everybody reads it')),
                ('held', models.ForeignKey(blank=True, help_text='The text that names it and waits for a lead, or was declined by one.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='attachments', to='discussion.heldpost', verbose_name='text that waits')),
            ],
            options={
                'verbose_name': 'attachment',
                'verbose_name_plural': 'attachments',
                'ordering': ['created_at'],
                'indexes': [
                    models.Index(condition=models.Q(('post', None)), fields=['created_at'], name='attachment_not_used'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('size__gte', 1), ('size__lte', 10485760)), name='attachment_size_within_limits'),
                    models.CheckConstraint(condition=models.Q(models.Q(('height', None), ('width', None)), models.Q(('height__gte', 1), ('width__gte', 1)), _connector='OR'), name='attachment_picture_has_both_sides'),
                    models.CheckConstraint(condition=models.Q(models.Q(('hidden_at', None), ('hidden_by', None), ('hidden_reason', '')), models.Q(('hidden_at__isnull', False), ('hidden_by__isnull', False), models.Q(('hidden_reason', ''), _negated=True)), _connector='OR'), name='attachment_hidden_by_somebody_with_a_reason'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Silence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField(default=django.utils.timezone.now, verbose_name='from')),
                ('until', models.DateTimeField(verbose_name='to')),
                ('reason', models.CharField(max_length=500, verbose_name='reason')),
                ('lifted_at', models.DateTimeField(blank=True, null=True, verbose_name='lifted')),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='given by')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='silences', to='groups.workinggroup', verbose_name='working group')),
                ('lifted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='lifted by')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='silences', to=settings.AUTH_USER_MODEL, verbose_name='member')),
            ],
            options={
                'verbose_name': 'silence',
                'verbose_name_plural': 'silences',
                'ordering': ['-since'],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('lifted_at', None)), fields=('group', 'member'), name='silence_one_at_a_time'),
                    models.CheckConstraint(condition=models.Q(('until__gt', models.F('since'))), name='silence_ends_after_it_starts'),
                    models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='silence_with_a_reason'),
                    models.CheckConstraint(condition=models.Q(('given_by', models.F('member')), _negated=True), name='silence_of_somebody_else'),
                ],
            },
        ),
    ]
