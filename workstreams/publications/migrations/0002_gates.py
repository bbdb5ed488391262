from django.db import migrations

# Nothing is published that was not adopted, nor while a comment on it waits for its answer; and what is published says
# the same for good. An erasure alone takes a name out of the record (GDPR, Art. 17).
GATES = """
CREATE FUNCTION publication_gates() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM recommendations_recommendation WHERE id = NEW.recommendation_id FOR NO KEY UPDATE;
    IF NOT EXISTS (
        SELECT 1 FROM consensus_outcome outcome JOIN consensus_call call ON call.id = outcome.call_id
        WHERE call.revision_id = NEW.revision_id AND outcome.result = 'adopted'
    ) THEN
        RAISE EXCEPTION 'revision % was not adopted', NEW.revision_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'publication_of_what_was_adopted',
                TABLE = 'publications_publication';
    END IF;
    IF EXISTS (
        SELECT 1 FROM consultations_comment comment
            JOIN recommendations_revision revision ON revision.id = comment.revision_id
        WHERE revision.recommendation_id = NEW.recommendation_id
            AND comment.parent_id IS NULL AND comment.confirmed_at IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM consultations_disposition WHERE comment_id = comment.id)
    ) THEN
        RAISE EXCEPTION 'a comment on recommendation % is open', NEW.recommendation_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'publication_with_every_comment_answered',
                TABLE = 'publications_publication';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER publication_gates BEFORE INSERT ON publications_publication
    FOR EACH ROW EXECUTE FUNCTION publication_gates();

CREATE FUNCTION publication_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (
        (NEW.recommendation_id, NEW.revision_id, NEW.number, NEW.version, NEW.title, NEW.licence, NEW.changes,
            NEW.published_at)
        IS DISTINCT FROM
        (OLD.recommendation_id, OLD.revision_id, OLD.number, OLD.version, OLD.title, OLD.licence, OLD.changes,
            OLD.published_at)
    ) OR (NEW.record IS DISTINCT FROM OLD.record AND coalesce(current_setting('portal.erasing', true), '') <> 'on')
    THEN
        RAISE EXCEPTION 'publication % stays as it is', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'publication_stays', TABLE = 'publications_publication';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER publication_stays BEFORE UPDATE OR DELETE ON publications_publication
    FOR EACH ROW EXECUTE FUNCTION publication_stays();
"""
NO_GATES = """
DROP TRIGGER publication_stays ON publications_publication;
DROP FUNCTION publication_stays();
DROP TRIGGER publication_gates ON publications_publication;
DROP FUNCTION publication_gates();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("publications", "0001_initial"),
        ("consensus", "0002_gates"),
        ("consultations", "0001_initial"),
    ]
    operations = [migrations.RunSQL(GATES, NO_GATES)]
