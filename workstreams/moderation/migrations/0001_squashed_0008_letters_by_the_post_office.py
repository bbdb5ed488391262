import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

# A foreign key over two columns: the copy of who decided is the decision's own, so that a constraint can compare it.
# Where a rule decided there is nobody to compare, and the pair is not asked for.
COPIES = """
ALTER TABLE moderation_statement ADD CONSTRAINT statement_copies_who_decided
    FOREIGN KEY (decision_id, decided_by_id) REFERENCES moderation_decision (id, decided_by_id)
    DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE moderation_appeal ADD CONSTRAINT appeal_copies_who_decided
    FOREIGN KEY (statement_id, first_decided_by_id) REFERENCES moderation_statement (id, decided_by_id)
    DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE moderation_appeal ADD CONSTRAINT appeal_copies_its_recipient
    FOREIGN KEY (statement_id, appellant_id) REFERENCES moderation_statement (id, recipient_id)
    DEFERRABLE INITIALLY DEFERRED;
"""
NO_COPIES = """
ALTER TABLE moderation_appeal DROP CONSTRAINT appeal_copies_its_recipient;
ALTER TABLE moderation_appeal DROP CONSTRAINT appeal_copies_who_decided;
ALTER TABLE moderation_statement DROP CONSTRAINT statement_copies_who_decided;
"""

# Nobody decides on a flag that they raised, and a copy is never left out where somebody did decide.
PARTIES = """
CREATE FUNCTION decision_not_by_a_flagger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.case_id IS NOT NULL AND EXISTS (
        SELECT 1 FROM moderation_flag WHERE case_id = NEW.case_id AND raised_by_id = NEW.decided_by_id
    ) THEN
        RAISE EXCEPTION 'member % flagged case % and cannot decide it', NEW.decided_by_id, NEW.case_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_not_by_a_flagger', TABLE = 'moderation_decision';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER decision_not_by_a_flagger
    BEFORE INSERT OR UPDATE OF case_id, decided_by_id ON moderation_decision
    FOR EACH ROW EXECUTE FUNCTION decision_not_by_a_flagger();

CREATE FUNCTION statement_knows_who_decided() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    deciding bigint;
BEGIN
    SELECT decided_by_id INTO deciding FROM moderation_decision WHERE id = NEW.decision_id;
    IF deciding IS DISTINCT FROM NEW.decided_by_id THEN
        RAISE EXCEPTION 'statement % does not copy who decided', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'statement_knows_who_decided',
                TABLE = 'moderation_statement';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER statement_knows_who_decided
    BEFORE INSERT OR UPDATE OF decision_id, decided_by_id ON moderation_statement
    FOR EACH ROW EXECUTE FUNCTION statement_knows_who_decided();

CREATE FUNCTION appeal_knows_who_decided() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    deciding bigint;
BEGIN
    SELECT decided_by_id INTO deciding FROM moderation_statement WHERE id = NEW.statement_id;
    IF deciding IS DISTINCT FROM NEW.first_decided_by_id THEN
        RAISE EXCEPTION 'appeal % does not copy who decided', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'appeal_knows_who_decided', TABLE = 'moderation_appeal';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER appeal_knows_who_decided
    BEFORE INSERT OR UPDATE OF statement_id, first_decided_by_id ON moderation_appeal
    FOR EACH ROW EXECUTE FUNCTION appeal_knows_who_decided();
"""
NO_PARTIES = """
DROP TRIGGER appeal_knows_who_decided ON moderation_appeal;
DROP FUNCTION appeal_knows_who_decided();
DROP TRIGGER statement_knows_who_decided ON moderation_statement;
DROP FUNCTION statement_knows_who_decided();
DROP TRIGGER decision_not_by_a_flagger ON moderation_decision;
DROP FUNCTION decision_not_by_a_flagger();
"""

# The log is added to. An erasure, which says so to the session, changes the words of an entry and nothing else.
APPEND_ONLY = """
CREATE FUNCTION log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND current_setting('portal.erasing', true) = 'on'
        AND (to_jsonb(NEW) - 'reason' - 'before' - 'after') = (to_jsonb(OLD) - 'reason' - 'before' - 'after') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the log of moderation is added to, and never changed'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'log_is_append_only', TABLE = 'moderation_logentry';
END
$$;
CREATE TRIGGER log_is_append_only BEFORE UPDATE OR DELETE ON moderation_logentry
    FOR EACH ROW EXECUTE FUNCTION log_is_append_only();
"""
NOT_APPEND_ONLY = """
DROP TRIGGER log_is_append_only ON moderation_logentry;
DROP FUNCTION log_is_append_only();
"""

# Who decided is copied into statements and appeals, where it is compared. Taken away for a moment, it could be changed
# there as well; so it never changes.
KEEPS = """
CREATE FUNCTION decision_keeps_who_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'who made decision % is never changed', OLD.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_keeps_who_decided', TABLE = 'moderation_decision';
END
$$;
CREATE TRIGGER decision_keeps_who_decided BEFORE UPDATE OF decided_by_id ON moderation_decision
    FOR EACH ROW WHEN (OLD.decided_by_id IS DISTINCT FROM NEW.decided_by_id)
    EXECUTE FUNCTION decision_keeps_who_decided();
"""
# Nobody looks again at a decision who is a party to it: another whom it concerns, or who flagged what it is about.
NO_PARTY = """
CREATE FUNCTION appeal_decided_by_no_party() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.decided_by_id IS NOT NULL AND (EXISTS (
        SELECT 1 FROM moderation_statement own JOIN moderation_statement other USING (decision_id)
        WHERE own.id = NEW.statement_id AND other.id <> own.id AND other.recipient_id = NEW.decided_by_id
    ) OR EXISTS (
        SELECT 1 FROM moderation_statement own
        JOIN moderation_decision ON moderation_decision.id = own.decision_id
        JOIN moderation_flag ON moderation_flag.case_id = moderation_decision.case_id
        WHERE own.id = NEW.statement_id AND moderation_flag.raised_by_id = NEW.decided_by_id
    )) THEN
        RAISE EXCEPTION 'member % is a party to appeal % and cannot decide it', NEW.decided_by_id, NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'appeal_decided_by_no_party', TABLE = 'moderation_appeal';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER appeal_decided_by_no_party BEFORE INSERT OR UPDATE OF statement_id, decided_by_id ON moderation_appeal
    FOR EACH ROW EXECUTE FUNCTION appeal_decided_by_no_party();
"""
ANY_PARTY = """
DROP TRIGGER appeal_decided_by_no_party ON moderation_appeal;
DROP FUNCTION appeal_decided_by_no_party();
"""
KEEPS_NOT = """
DROP TRIGGER decision_keeps_who_decided ON moderation_decision;
DROP FUNCTION decision_keeps_who_decided();
"""


class Migration(migrations.Migration):

    replaces = [
        ('moderation', '0001_initial'),
        ('moderation', '0002_flag_sector'),
        ('moderation', '0003_cases'),
        ('moderation', '0004_flags_into_cases'),
        ('moderation', '0005_who_decides'),
        ('moderation', '0006_letters'),
        ('moderation', '0007_letters_of_texts'),
        ('moderation', '0008_letters_by_the_post_office'),
    ]

    initial = True

    dependencies = [
        ('discussion', '0001_squashed_0014_order_without_a_join'),
        ('groups', '0001_squashed_0010_order_without_a_join'),
        ('members', '0015_squashed_0017_mails_by_the_post_office'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('postoffice', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about', models.CharField(choices=[('post', 'Post'), ('title', 'Title of a thread'), ('file', 'File'), ('profile', 'Profile')], max_length=16, verbose_name='what was flagged')),
                ('flag_count', models.PositiveIntegerField(default=0, verbose_name='flags')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='first flagged')),
                ('claimed_at', models.DateTimeField(blank=True, null=True, verbose_name='taken')),
                ('escalated_at', models.DateTimeField(blank=True, null=True, verbose_name='passed to the secretariat')),
                ('escalation_note', models.CharField(blank=True, max_length=500, verbose_name='why it was passed on')),
                ('reminded_at', models.DateTimeField(blank=True, null=True, verbose_name='reminded')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('attachment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='cases', to='discussion.attachment', verbose_name='file')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases_about', to=settings.AUTH_USER_MODEL, verbose_name='whose it is')),
                ('claimed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='taken by')),
                ('escalated_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='passed on by')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='groups.workinggroup', verbose_name='working group')),
                ('post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='discussion.post', verbose_name='post')),
            ],
            options={
                'verbose_name': 'case',
                'verbose_name_plural': 'cases',
                'ordering': ['opened_at', 'pk'],
                'indexes': [
                    models.Index(condition=models.Q(('closed_at', None)), fields=['group', 'opened_at', 'id'], name='case_queue'),
                    models.Index(condition=models.Q(('closed_at', None), models.Q(('group', None), ('escalated_at__isnull', False), _connector='OR')), fields=['opened_at', 'id'], name='case_queue_of_secretariat'),
                    models.Index(condition=models.Q(('closed_at', None), ('reminded_at', None)), fields=['opened_at'], name='case_to_remind_of'),
                    models.Index(fields=['group', 'author', '-closed_at'], name='case_record_of_author'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('about__in', ['post', 'title']), ('attachment', None), ('group__isnull', False), ('post__isnull', False)), models.Q(('about', 'file'), ('group__isnull', False), ('post__isnull', False)), models.Q(('about', 'profile'), ('attachment', None), ('group', None), ('post', None)), _connector='OR'), name='case_is_about_one_thing'),
                    models.UniqueConstraint(condition=models.Q(('about__in', ['post', 'title']), ('closed_at', None)), fields=('post', 'about'), name='case_one_open_per_post'),
                    models.UniqueConstraint(condition=models.Q(('about', 'file'), ('closed_at', None)), fields=('attachment',), name='case_one_open_per_file'),
                    models.UniqueConstraint(condition=models.Q(('about', 'profile'), ('closed_at', None)), fields=('author',), name='case_one_open_per_profile'),
                    models.CheckConstraint(condition=models.Q(models.Q(('claimed_at', None), ('claimed_by', None)), models.Q(('claimed_at__isnull', False), ('claimed_by__isnull', False)), _connector='OR'), name='case_claimed_by_somebody'),
                    models.CheckConstraint(condition=models.Q(('claimed_by', None), models.Q(('claimed_by', models.F('author')), _negated=True), _connector='OR'), name='case_not_claimed_by_its_author'),
                    models.CheckConstraint(condition=models.Q(models.Q(('escalated_at', None), ('escalated_by', None), ('escalation_note', '')), models.Q(('escalated_at__isnull', False), ('escalated_by__isnull', False)), _connector='OR'), name='case_escalated_by_somebody'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('hide', 'Hidden'), ('retitle', 'Title changed'), ('decline', 'Not released'), ('silence', 'Silenced'), ('remove', 'Removed from the group'), ('dismiss', 'Left as it is')], max_length=16, verbose_name='decision')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                ('decided_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='decided')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='discussion.post', verbose_name='post')),
                ('after', models.TextField(blank=True, verbose_name='after')),
                ('attachment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='decisions', to='discussion.attachment', verbose_name='file')),
                ('before', models.TextField(blank=True, verbose_name='before')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='groups.workinggroup', verbose_name='working group')),
                ('held', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='discussion.heldpost', verbose_name='held post')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='key')),
                ('rule', models.CharField(blank=True, max_length=12, verbose_name='rule')),
                ('rules', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.rulesversion', verbose_name='version of the rules')),
                ('scope', models.CharField(choices=[('post', 'the post alone'), ('branch', 'the post and the answers to it'), ('thread', 'the whole thread'), ('title', 'the title of the thread'), ('file', 'the file'), ('profile', 'the text of the profile'), ('held', 'the text that waited'), ('group', 'taking part in the group')], default='post', max_length=16, verbose_name='scope')),
                ('seat', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='groups.participation', verbose_name='seat')),
                ('silence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='discussion.silence', verbose_name='silence')),
                ('subject', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions_about', to=settings.AUTH_USER_MODEL, verbose_name='about whom')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='taken back')),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='taken back by')),
                ('undone_reason', models.CharField(blank=True, max_length=500, verbose_name='why it was taken back')),
                ('until', models.DateTimeField(blank=True, null=True, verbose_name='until')),
                ('case', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='moderation.case', verbose_name='case')),
            ],
            options={
                'verbose_name': 'decision',
                'verbose_name_plural': 'decisions',
                'ordering': ['-decided_at', '-pk'],
                'indexes': [
                    models.Index(fields=['group', '-decided_at', '-id'], name='decision_by_group'),
                    models.Index(fields=['subject', 'group', '-decided_at'], name='decision_record_of_member'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('kind', 'dismiss'), models.Q(('reason', ''), _negated=True), _connector='OR'), name='decision_restricts_with_a_reason'),
                    models.CheckConstraint(condition=models.Q(('kind__in', ['hide', 'retitle', 'decline', 'silence', 'remove', 'dismiss'])), name='decision_kind_known'),
                    models.CheckConstraint(condition=models.Q(('decided_by', None), ('subject', None), models.Q(('decided_by', models.F('subject')), _negated=True), _connector='OR'), name='decision_not_about_oneself'),
                    models.CheckConstraint(condition=models.Q(('decided_by__isnull', False), models.Q(('kind', 'hide'), ('scope', 'post')), _connector='OR'), name='decision_by_somebody'),
                    models.CheckConstraint(condition=models.Q(models.Q(('undone_at', None), ('undone_by', None), ('undone_reason', '')), models.Q(('undone_at__isnull', False), ('undone_by__isnull', False)), _connector='OR'), name='decision_undone_by_somebody'),
                    models.CheckConstraint(condition=models.Q(models.Q(('rule', ''), ('rules', None)), models.Q(models.Q(('rule', ''), _negated=True), ('rules__isnull', False)), _connector='OR'), name='decision_rule_of_a_version'),
                    models.UniqueConstraint(fields=('id', 'decided_by'), name='decision_and_who_decided'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Flag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('off_topic', 'Off topic'), ('conduct', 'Conduct'), ('confidential', 'Confidential'), ('spam', 'Spam'), ('other', 'Something else')], max_length=16, verbose_name='reason')),
                ('note', models.TextField(blank=True, max_length=1000, verbose_name='what they said')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='raised')),
                ('raised_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='flags', to=settings.AUTH_USER_MODEL, verbose_name='raised by')),
                ('sector', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.sector', verbose_name='sector')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation', verbose_name='organisation')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='flags', to='moderation.case', verbose_name='case')),
            ],
            options={
                'verbose_name': 'flag',
                'verbose_name_plural': 'flags',
                'ordering': ['created_at', 'pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('reason', 'other'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='flag_other_says_what'),
                    models.UniqueConstraint(fields=('case', 'raised_by'), name='flag_one_per_member_and_case'),
                    models.CheckConstraint(condition=models.Q(('reason__in', ['off_topic', 'conduct', 'confidential', 'spam', 'other'])), name='flag_reason_known'),
                ],
            },
        ),
        migrations.CreateModel(
            name='FlagAddition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=1000, verbose_name='what they added')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='added')),
                ('flag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='additions', to='moderation.flag', verbose_name='flag')),
            ],
            options={
                'verbose_name': 'addition to a flag',
                'verbose_name_plural': 'additions to flags',
                'ordering': ['created_at', 'pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='flag_addition_says_something'),
                ],
            },
        ),
        migrations.CreateModel(
            name='LogEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('action', models.CharField(max_length=40, verbose_name='what')),
                ('thread_number', models.BigIntegerField(blank=True, null=True, verbose_name='thread')),
                ('post_number', models.BigIntegerField(blank=True, null=True, verbose_name='post')),
                ('reason', models.TextField(blank=True, verbose_name='why')),
                ('before', models.TextField(blank=True, verbose_name='before')),
                ('after', models.TextField(blank=True, verbose_name='after')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('decision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='log_entries', to='moderation.decision', verbose_name='decision')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='groups.workinggroup', verbose_name='working group')),
                ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='about whom')),
            ],
            options={
                'verbose_name': 'log entry',
                'verbose_name_plural': 'log of moderation',
                'ordering': ['-pk'],
                'indexes': [
                    models.Index(fields=['group', '-id'], name='entry_by_group'),
                    models.Index(fields=['-at'], name='entry_by_day'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='key')),
                ('post_count', models.PositiveIntegerField(default=0, verbose_name='posts of theirs')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='moderation.decision', verbose_name='decision')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to=settings.AUTH_USER_MODEL, verbose_name='for')),
            ],
            options={
                'verbose_name': 'statement of reasons',
                'verbose_name_plural': 'statements of reasons',
                'ordering': ['-created_at', '-pk'],
                'constraints': [
                    models.UniqueConstraint(fields=('decision', 'recipient'), name='statement_one_per_member'),
                    models.UniqueConstraint(fields=('id', 'decided_by'), name='statement_and_who_decided'),
                    models.UniqueConstraint(fields=('id', 'recipient'), name='statement_and_its_recipient'),
                    models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('recipient')), _negated=True), _connector='OR'), name='statement_of_somebody_elses_decision'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=2000, verbose_name='why it is wrong')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='appealed')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('outcome', models.CharField(blank=True, choices=[('confirmed', 'The decision stands'), ('reversed', 'The decision is reversed')], max_length=16, verbose_name='outcome')),
                ('reason', models.CharField(blank=True, max_length=1000, verbose_name='reason')),
                ('appellant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to=settings.AUTH_USER_MODEL, verbose_name='appealed by')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('first_decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided first by')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to='groups.workinggroup', verbose_name='working group')),
                ('statement', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='appeal', to='moderation.statement', verbose_name='statement of reasons')),
            ],
            options={
                'verbose_name': 'appeal',
                'verbose_name_plural': 'appeals',
                'ordering': ['created_at', 'pk'],
                'indexes': [
                    models.Index(condition=models.Q(('decided_at', None)), fields=['group', 'created_at', 'id'], name='appeal_queue'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='appeal_says_why'),
                    models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('outcome', ''), ('reason', '')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('outcome__in', ['confirmed', 'reversed']), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='appeal_decided_with_a_reason'),
                    models.CheckConstraint(condition=models.Q(('decided_by', None), ('first_decided_by', None), models.Q(('decided_by', models.F('first_decided_by')), _negated=True), _connector='OR'), name='appeal_not_decided_by_who_decided_first'),
                    models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('appellant')), _negated=True), _connector='OR'), name='appeal_not_decided_by_who_appeals'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('statement', 'Statement of reasons'), ('ended', 'A restriction ended'), ('flag_decided', 'What became of a flag'), ('flag_reversed', 'A flag, after an appeal'), ('case_opened', 'Something was flagged'), ('case_passed_on', 'A case was passed to the secretariat'), ('case_waits', 'A case has waited for long'), ('texts_wait', 'Texts wait to be released'), ('appeal_received', 'An appeal has arrived'), ('appeal_opened', 'Somebody appealed'), ('appeal_waits', 'An appeal has waited for long'), ('appeal_decided', 'An appeal was decided')], max_length=16, verbose_name='kind')),
                ('state', models.CharField(choices=[('planned', 'Planned'), ('held', 'Held back by the secretariat'), ('sent', 'Sent'), ('skipped', 'Skipped'), ('failed', 'Failed')], default='planned', max_length=8, verbose_name='state')),
                ('planned_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='planned')),
                ('queued_at', models.DateTimeField(blank=True, null=True, verbose_name='last given to a worker')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('reason', models.TextField(blank=True, max_length=1000, verbose_name='reason')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='settled')),
                ('appeal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='moderation.appeal', verbose_name='appeal')),
                ('case', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='moderation.case', verbose_name='case')),
                ('decision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='moderation.decision', verbose_name='decision')),
                ('flag', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='moderation.flag', verbose_name='flag')),
                ('recipient', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='moderation_letters', to=settings.AUTH_USER_MODEL, verbose_name='to')),
                ('statement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='moderation.statement', verbose_name='statement of reasons')),
                ('held', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='discussion.heldpost', verbose_name='text that waits')),
                ('not_before', models.DateTimeField(default=django.utils.timezone.now, verbose_name='goes out from')),
                ('copy', models.PositiveSmallIntegerField(default=0, verbose_name='copy')),
                ('message_id', models.CharField(blank=True, max_length=255, verbose_name='Message-ID')),
            ],
            options={
                'verbose_name': 'letter',
                'verbose_name_plural': 'letters',
                'ordering': ['-planned_at', '-pk'],
                'indexes': [
                    models.Index(condition=models.Q(('state', 'planned')), fields=['not_before'], name='letter_waiting'),
                ],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('statement__isnull', False)), fields=('kind', 'statement'), name='letter_once_for_a_statement'),
                    models.UniqueConstraint(condition=models.Q(('flag__isnull', False)), fields=('kind', 'flag', 'decision'), name='letter_once_for_a_flag'),
                    models.UniqueConstraint(condition=models.Q(('appeal__isnull', False)), fields=('kind', 'appeal', 'recipient'), name='letter_once_for_an_appeal', nulls_distinct=False),
                    models.CheckConstraint(condition=models.Q(models.Q(('appeal', None), ('case', None), ('flag', None), ('held', None), ('kind__in', ['statement', 'ended']), ('statement__isnull', False)), models.Q(('appeal', None), ('case', None), ('decision__isnull', False), ('flag__isnull', False), ('held', None), ('kind__in', ['flag_decided', 'flag_reversed']), ('statement', None)), models.Q(('appeal', None), ('case__isnull', False), ('flag', None), ('held', None), ('kind__in', ['case_opened', 'case_passed_on', 'case_waits']), ('statement', None)), models.Q(('appeal', None), ('case', None), ('flag', None), ('held__isnull', False), ('kind', 'texts_wait'), ('statement', None)), models.Q(('appeal__isnull', False), ('case', None), ('flag', None), ('held', None), ('kind__in', ['appeal_received', 'appeal_opened', 'appeal_waits', 'appeal_decided']), ('statement', None)), _connector='OR'), name='letter_tells_of_one_thing'),
                    models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('state__in', ['planned', 'held'])), models.Q(('settled_at__isnull', False), ('state__in', ['sent', 'skipped', 'failed'])), _connector='OR'), name='letter_settled_at_a_moment'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['skipped', 'failed']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='letter_not_sent_for_a_reason'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), models.Q(('message_id', ''), _negated=True), _connector='OR'), name='letter_sent_with_its_message_id'),
                    models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'held', 'sent', 'skipped', 'failed'])), name='letter_state_known'),
                ],
            },
        ),
        migrations.RunSQL(COPIES, NO_COPIES),
        migrations.RunSQL(PARTIES, NO_PARTIES),
        migrations.RunSQL(APPEND_ONLY, NOT_APPEND_ONLY),
        migrations.RunSQL(KEEPS, KEEPS_NOT),
        migrations.RunSQL(NO_PARTY, ANY_PARTY),
    ]
