import uuid

import django.db.models.deletion
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


class Migration(migrations.Migration):
    dependencies = [("moderation", "0004_flags_into_cases")]

    operations = [
        migrations.RemoveField(
            model_name='flag',
            name='closed_at',
        ),
        migrations.RemoveField(
            model_name='flag',
            name='decision',
        ),
        migrations.RemoveField(
            model_name='flag',
            name='post',
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'dismiss'), models.Q(('reason', ''), _negated=True), _connector='OR'), name='decision_restricts_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['hide', 'retitle', 'decline', 'silence', 'remove', 'dismiss'])), name='decision_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by', None), ('subject', None), models.Q(('decided_by', models.F('subject')), _negated=True), _connector='OR'), name='decision_not_about_oneself'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by__isnull', False), models.Q(('kind', 'hide'), ('scope', 'post')), _connector='OR'), name='decision_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('undone_at', None), ('undone_by', None), ('undone_reason', '')), models.Q(('undone_at__isnull', False), ('undone_by__isnull', False)), _connector='OR'), name='decision_undone_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('rule', ''), ('rules', None)), models.Q(models.Q(('rule', ''), _negated=True), ('rules__isnull', False)), _connector='OR'), name='decision_rule_of_a_version'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(fields=('id', 'decided_by'), name='decision_and_who_decided'),
        ),
        migrations.AddConstraint(
            model_name='flag',
            constraint=models.UniqueConstraint(fields=('case', 'raised_by'), name='flag_one_per_member_and_case'),
        ),
        migrations.AddConstraint(
            model_name='flag',
            constraint=models.CheckConstraint(condition=models.Q(('reason__in', ['off_topic', 'conduct', 'confidential', 'spam', 'other'])), name='flag_reason_known'),
        ),
        migrations.AlterField(
            model_name="flag",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="flags",
                to="moderation.case",
                verbose_name="case",
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="key",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="key"),
        ),
        migrations.AlterField(
            model_name="statement",
            name="key",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="key"),
        ),
        migrations.RunSQL(COPIES, NO_COPIES),
        migrations.RunSQL(PARTIES, NO_PARTIES),
        migrations.RunSQL(APPEND_ONLY, NOT_APPEND_ONLY),
    ]
