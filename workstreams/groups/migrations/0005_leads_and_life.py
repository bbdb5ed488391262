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


class Migration(migrations.Migration):

    dependencies = [
        ("groups", "0004_life_of_groups"),
    ]

    operations = [
        migrations.AddField(
            model_name="workinggroup",
            name="state_note",
            field=models.CharField(
                blank=True, editable=False, max_length=500, verbose_name="why it rests or was concluded"
            ),
        ),
        migrations.AlterField(
            model_name="workinggroup",
            name="charter",
            field=models.TextField(
                blank=True,
                help_text="Markdown. What the newest revision says; empty until one is written.",
                verbose_name="charter",
            ),
        ),
        migrations.RunSQL(KEEP_ONE_LEAD, LET_GO),
    ]
