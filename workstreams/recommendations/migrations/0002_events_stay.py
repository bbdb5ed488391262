from django.db import migrations

# What happened stays as it was written. An erasure alone takes a name out of the words (GDPR, Art. 17).
STAYS = """
CREATE FUNCTION event_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND current_setting('portal.erasing', true) = 'on'
        AND (NEW.id, NEW.recommendation_id, NEW.at, NEW.by_id, NEW.kind, NEW.revision_number)
            IS NOT DISTINCT FROM (OLD.id, OLD.recommendation_id, OLD.at, OLD.by_id, OLD.kind, OLD.revision_number)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'what happened to a document is not changed'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'event_stays', TABLE = 'recommendations_event';
END
$$;
CREATE TRIGGER event_stays BEFORE UPDATE OR DELETE ON recommendations_event
    FOR EACH ROW EXECUTE FUNCTION event_stays();
"""
GOES = "DROP TRIGGER event_stays ON recommendations_event; DROP FUNCTION event_stays();"


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0001_initial")]
    operations = [migrations.RunSQL(STAYS, GOES)]
