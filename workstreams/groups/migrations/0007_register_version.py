from django.db import migrations

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
    dependencies = [
        ("groups", "0006_former_names"),
        ("members", "0013_register_version"),
    ]

    operations = [migrations.RunSQL(COUNT, STOP)]
