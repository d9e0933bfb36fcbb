-- What is so short fits whatever is made of it, as nearly all that is written does. Only for the rest a savepoint is
-- worth its cost, which is more than that of the words.
CREATE OR REPLACE FUNCTION words_in(told text) RETURNS tsvector IMMUTABLE PARALLEL SAFE LANGUAGE plpgsql AS $$
BEGIN
  IF octet_length(told) <= 50000 THEN
    RETURN strip(to_tsvector('plain_words', told));
  END IF;
  BEGIN
    RETURN strip(to_tsvector('plain_words', left(told, 400000)));
  EXCEPTION WHEN program_limit_exceeded THEN
    RETURN strip(to_tsvector('plain_words', left(told, 100000)));
  END;
END $$;
--> statement-breakpoint
-- As before; but the title is read once, and a first message that is short is written without a savepoint.
CREATE OR REPLACE FUNCTION add_words_of_message() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  told tsvector := words_in(NEW.text);
  public_told tsvector := CASE WHEN NEW.visibility = 'public' THEN told ELSE '' END;
  titled tsvector;
BEGIN
  IF octet_length(NEW.text) <= 50000 AND NOT EXISTS (SELECT FROM ticket_words WHERE ticket_id = NEW.ticket_id) THEN
    SELECT words_in(title) INTO titled FROM ticket WHERE id = NEW.ticket_id;
    INSERT INTO ticket_words (ticket_id, company_id, public_words, all_words)
      VALUES (NEW.ticket_id, NEW.company_id, titled || public_told, titled || told)
      ON CONFLICT (ticket_id) DO NOTHING;
    IF FOUND THEN
      RETURN NULL;
    END IF;
  END IF;
  BEGIN
    INSERT INTO ticket_words AS known (ticket_id, company_id, public_words, all_words)
      SELECT NEW.ticket_id, NEW.company_id, its.titled || public_told, its.titled || told
      FROM (SELECT words_in(title) AS titled FROM ticket WHERE id = NEW.ticket_id) AS its
      ON CONFLICT (ticket_id) DO UPDATE
        SET public_words = known.public_words || public_told, all_words = known.all_words || told;
  EXCEPTION WHEN program_limit_exceeded THEN
    RETURN NULL;
  END;
  RETURN NULL;
END $$;
