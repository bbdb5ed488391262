from django.db import migrations, models

# Pages that are kept drawn show names: of those who spoke, of their organisations and sectors. They ask this number
# whether what they keep still holds, so the number has to rise in the transaction that changes a name, whoever changes
# it and how. A row that somebody else is just counting in is passed over: nobody waits, and nobody waits in a ring.
# Upper floors count with the same function what they show beside names.
COUNT = """
CREATE FUNCTION members_register_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE members_registerversion SET changes = changes + 1
        WHERE id = (SELECT id FROM members_registerversion ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED);
    IF NOT FOUND THEN
        INSERT INTO members_registerversion (changes) VALUES (1);
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER register_changed AFTER UPDATE OF name, is_active, is_staff OR DELETE ON members_member
    FOR EACH STATEMENT EXECUTE FUNCTION members_register_changed();
CREATE TRIGGER register_changed AFTER INSERT OR UPDATE OF state, rules_id, member_id OR DELETE ON members_membership
    FOR EACH STATEMENT EXECUTE FUNCTION members_register_changed();
CREATE TRIGGER register_changed AFTER UPDATE OF name OR DELETE ON members_organisation
    FOR EACH STATEMENT EXECUTE FUNCTION members_register_changed();
CREATE TRIGGER register_changed AFTER INSERT OR UPDATE OR DELETE ON members_sector
    FOR EACH STATEMENT EXECUTE FUNCTION members_register_changed();
CREATE TRIGGER register_changed AFTER INSERT OR UPDATE OR DELETE ON members_affiliation
    FOR EACH STATEMENT EXECUTE FUNCTION members_register_changed();
"""
STOP = """
DROP TRIGGER register_changed ON members_member;
DROP TRIGGER register_changed ON members_membership;
DROP TRIGGER register_changed ON members_organisation;
DROP TRIGGER register_changed ON members_sector;
DROP TRIGGER register_changed ON members_affiliation;
DROP FUNCTION members_register_changed();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0012_former_handles"),
    ]

    operations = [
        migrations.CreateModel(
            name="RegisterVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("changes", models.PositiveBigIntegerField(default=0, editable=False, verbose_name="changes")),
            ],
            options={
                "verbose_name": "version of the register",
                "verbose_name_plural": "versions of the register",
            },
        ),
        migrations.RunSQL(COUNT, STOP),
    ]
