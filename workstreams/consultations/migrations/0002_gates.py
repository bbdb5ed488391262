from django.db import migrations

# A comment comes in, or begins to count, while its text is spoken of: whoever goes on with the text and whoever
# comments hold the document, so that neither overlooks the other.
GATES = """
CREATE FUNCTION comment_while_its_text_is_spoken_of() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    stands text;
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.confirmed_at IS NOT DISTINCT FROM OLD.confirmed_at THEN
        RETURN NEW;
    END IF;
    SELECT step INTO stands FROM recommendations_recommendation
        WHERE id = (SELECT recommendation_id FROM recommendations_revision WHERE id = NEW.revision_id)
        FOR NO KEY UPDATE;
    IF stands NOT IN ('adoption_call', 'draft', 'last_call', 'consultation', 'answering') THEN
        RAISE EXCEPTION 'in the step % no comments are taken', stands
            USING ERRCODE = 'check_violation', CONSTRAINT = 'comment_while_its_text_is_spoken_of',
                TABLE = 'consultations_comment';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER comment_while_its_text_is_spoken_of
    BEFORE INSERT OR UPDATE OF confirmed_at ON consultations_comment
    FOR EACH ROW EXECUTE FUNCTION comment_while_its_text_is_spoken_of();
"""
NO_GATES = """
DROP TRIGGER comment_while_its_text_is_spoken_of ON consultations_comment;
DROP FUNCTION comment_while_its_text_is_spoken_of();
"""


class Migration(migrations.Migration):
    dependencies = [("consultations", "0001_initial"), ("recommendations", "0002_events_stay")]
    operations = [migrations.RunSQL(GATES, NO_GATES)]
