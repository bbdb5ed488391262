from django.db import migrations

# A text is published in words that were adopted for it, not for another.
GATES = """
CREATE OR REPLACE FUNCTION publication_gates() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM recommendations_recommendation WHERE id = NEW.recommendation_id FOR NO KEY UPDATE;
    IF NOT EXISTS (
        SELECT 1 FROM consensus_outcome outcome JOIN consensus_call call ON call.id = outcome.call_id
            JOIN recommendations_revision revision ON revision.id = call.revision_id
        WHERE revision.id = NEW.revision_id AND revision.recommendation_id = NEW.recommendation_id
            AND outcome.result = 'adopted'
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
"""
GATES_BEFORE = """
CREATE OR REPLACE FUNCTION publication_gates() RETURNS trigger LANGUAGE plpgsql AS $$
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
"""


class Migration(migrations.Migration):
    dependencies = [("publications", "0003_names_go"), ("recommendations", "0001_initial")]
    operations = [migrations.RunSQL(GATES, GATES_BEFORE)]
