from django.db import migrations

# Nothing is adopted over an objection that nobody answered, and nothing that came of an open call. Whoever raises an
# objection and whoever adopts hold the document, so that neither overlooks the other.
ADOPTION = """
CREATE FUNCTION outcome_not_over_an_open_objection() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    called consensus_call%ROWTYPE;
BEGIN
    SELECT * INTO called FROM consensus_call WHERE id = NEW.call_id;
    PERFORM 1 FROM recommendations_recommendation WHERE id = called.recommendation_id FOR NO KEY UPDATE;
    IF NEW.result = 'adopted' AND called.closed_at IS NULL THEN
        RAISE EXCEPTION 'call % is still open', NEW.call_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'outcome_of_a_closed_call', TABLE = 'consensus_outcome';
    END IF;
    IF NEW.result = 'adopted' AND EXISTS (
        SELECT 1 FROM consensus_objection objection JOIN consensus_call call ON call.id = objection.call_id
        WHERE call.recommendation_id = called.recommendation_id AND objection.state = 'open'
    ) THEN
        RAISE EXCEPTION 'an objection to what call % asks is unanswered', NEW.call_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'outcome_not_over_an_open_objection',
                TABLE = 'consensus_outcome';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER outcome_not_over_an_open_objection
    BEFORE INSERT OR UPDATE OF call_id, result ON consensus_outcome
    FOR EACH ROW EXECUTE FUNCTION outcome_not_over_an_open_objection();

CREATE FUNCTION objection_holds_its_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM recommendations_recommendation
        WHERE id = (SELECT recommendation_id FROM consensus_call WHERE id = NEW.call_id) FOR NO KEY UPDATE;
    RETURN NEW;
END
$$;
CREATE TRIGGER objection_holds_its_document
    BEFORE INSERT OR UPDATE OF state ON consensus_objection
    FOR EACH ROW EXECUTE FUNCTION objection_holds_its_document();
"""
NO_ADOPTION = """
DROP TRIGGER objection_holds_its_document ON consensus_objection;
DROP FUNCTION objection_holds_its_document();
DROP TRIGGER outcome_not_over_an_open_objection ON consensus_outcome;
DROP FUNCTION outcome_not_over_an_open_objection();
"""

# How a question was put does not change once it is open.
CALLS = """
CREATE FUNCTION call_stays_as_it_was_put() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('portal.erasing', true) = 'on' THEN
        RETURN NEW;
    END IF;
    IF (NEW.recommendation_id, NEW.revision_id, NEW.question, NEW.parties, NEW.results, NEW.opened_at)
        IS DISTINCT FROM
       (OLD.recommendation_id, OLD.revision_id, OLD.question, OLD.parties, OLD.results, OLD.opened_at)
       OR OLD.closed_at IS NOT NULL AND NEW.closed_at IS DISTINCT FROM OLD.closed_at
    THEN
        RAISE EXCEPTION 'call % stays as it was put', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'call_stays_as_it_was_put', TABLE = 'consensus_call';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER call_stays_as_it_was_put BEFORE UPDATE ON consensus_call
    FOR EACH ROW EXECUTE FUNCTION call_stays_as_it_was_put();
"""
NO_CALLS = "DROP TRIGGER call_stays_as_it_was_put ON consensus_call; DROP FUNCTION call_stays_as_it_was_put();"


class Migration(migrations.Migration):
    dependencies = [("consensus", "0001_initial")]
    operations = [migrations.RunSQL(ADOPTION, NO_ADOPTION), migrations.RunSQL(CALLS, NO_CALLS)]
