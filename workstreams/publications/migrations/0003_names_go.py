from django.db import migrations

# An erasure takes a name out of whatever a publication says: its title and what changed, as well as its record.
STAYS = """
CREATE OR REPLACE FUNCTION publication_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (
        (NEW.recommendation_id, NEW.revision_id, NEW.number, NEW.version, NEW.licence, NEW.published_at)
        IS DISTINCT FROM
        (OLD.recommendation_id, OLD.revision_id, OLD.number, OLD.version, OLD.licence, OLD.published_at)
    ) OR (
        (NEW.title, NEW.changes, NEW.record) IS DISTINCT FROM (OLD.title, OLD.changes, OLD.record)
        AND coalesce(current_setting('portal.erasing', true), '') <> 'on'
    )
    THEN
        RAISE EXCEPTION 'publication % stays as it is', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'publication_stays', TABLE = 'publications_publication';
    END IF;
    RETURN NEW;
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("publications", "0002_gates")]
    operations = [migrations.RunSQL(STAYS, migrations.RunSQL.noop)]
