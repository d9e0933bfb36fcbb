CREATE EXTENSION IF NOT EXISTS unaccent;
--> statement-breakpoint
-- Words as they stand in no language, small and without accents: who types coracao finds coração.
CREATE TEXT SEARCH CONFIGURATION plain_words (COPY = simple);
--> statement-breakpoint
ALTER TEXT SEARCH CONFIGURATION plain_words
  ALTER MAPPING FOR word, numword, hword, hword_part, numhword, hword_numpart, email, host, url, url_path WITH unaccent, simple;
--> statement-breakpoint
CREATE TABLE "ticket_words" (
	"ticket_id" uuid PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"public_words" tsvector NOT NULL,
	"all_words" tsvector NOT NULL
);
--> statement-breakpoint
DROP INDEX "message_search";--> statement-breakpoint
DROP INDEX "ticket_search";--> statement-breakpoint
DROP INDEX "ticket_title_trigram";--> statement-breakpoint
ALTER TABLE "message" DROP COLUMN "search";--> statement-breakpoint
ALTER TABLE "ticket" DROP COLUMN "search";--> statement-breakpoint
-- Where words stand is not kept, only that they do. A tsvector holds one megabyte; of what is longer the beginning counts.
CREATE FUNCTION words_in(told text) RETURNS tsvector IMMUTABLE PARALLEL SAFE LANGUAGE plpgsql AS $$
BEGIN
  RETURN strip(to_tsvector('plain_words', left(told, 400000)));
EXCEPTION WHEN program_limit_exceeded THEN
  RETURN strip(to_tsvector('plain_words', left(told, 100000)));
END $$;
--> statement-breakpoint
-- What somebody typed, as a question to words_in: phrases are their words, and the last word may be only begun.
CREATE FUNCTION words_wanted(asked text) RETURNS tsquery IMMUTABLE PARALLEL SAFE LANGUAGE sql
  RETURN regexp_replace(
    regexp_replace(websearch_to_tsquery('plain_words', asked)::text, ' <(-|\d+)> ', ' & ', 'g'),
    '([^'' ]{2})''$', '\1'':*'
  )::tsquery;
--> statement-breakpoint
-- Makes a ticket's words anew from all that stands in it.
CREATE FUNCTION gather_ticket_words(changed uuid) RETURNS void LANGUAGE sql AS $$
  INSERT INTO ticket_words (ticket_id, company_id, public_words, all_words)
  SELECT ticket.id, ticket.company_id,
    words_in(concat_ws(E'\n', title, string_agg(message.text, E'\n') FILTER (WHERE message.visibility = 'public'))),
    words_in(concat_ws(E'\n', title, string_agg(message.text, E'\n')))
  FROM ticket LEFT JOIN message ON message.ticket_id = ticket.id
  WHERE ticket.id = changed GROUP BY ticket.id
  ON CONFLICT (ticket_id) DO UPDATE SET public_words = excluded.public_words, all_words = excluded.all_words
$$;
--> statement-breakpoint
SELECT gather_ticket_words(id) FROM ticket;
--> statement-breakpoint
ALTER TABLE "ticket_words" ADD CONSTRAINT "ticket_words_company_id_ticket_id_ticket_company_id_id_fk" FOREIGN KEY ("company_id","ticket_id") REFERENCES "public"."ticket"("company_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "ticket_words_all" ON "ticket_words" USING gin ("all_words");--> statement-breakpoint
-- A new message adds its words to those that are there; a ticket is opened with its first message, so the title comes
-- with it. A thread whose words do not fit any more is found by what was said before.
CREATE FUNCTION add_words_of_message() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  told tsvector := words_in(NEW.text);
  public_told tsvector := CASE WHEN NEW.visibility = 'public' THEN told ELSE '' END;
BEGIN
  INSERT INTO ticket_words AS known (ticket_id, company_id, public_words, all_words)
    SELECT NEW.ticket_id, NEW.company_id, titled || public_told, titled || told
    FROM (SELECT words_in(title) AS titled FROM ticket WHERE id = NEW.ticket_id) AS its
    ON CONFLICT (ticket_id) DO UPDATE
      SET public_words = known.public_words || public_told, all_words = known.all_words || told;
  RETURN NULL;
EXCEPTION WHEN program_limit_exceeded THEN
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER message_adds_words AFTER INSERT ON message FOR EACH ROW EXECUTE FUNCTION add_words_of_message();
--> statement-breakpoint
CREATE FUNCTION gather_words_again() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'ticket' THEN
    PERFORM gather_ticket_words(NEW.id);
  ELSE
    PERFORM gather_ticket_words(OLD.ticket_id);
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER ticket_gathers_words AFTER UPDATE OF title ON ticket FOR EACH ROW
  WHEN (NEW.title <> OLD.title) EXECUTE FUNCTION gather_words_again();
--> statement-breakpoint
CREATE TRIGGER message_gathers_words AFTER DELETE OR UPDATE OF text, visibility ON message FOR EACH ROW
  EXECUTE FUNCTION gather_words_again();
--> statement-breakpoint
-- Contacts read the public words of the tickets they see; that there are others they cannot even ask.
GRANT SELECT (ticket_id, company_id, public_words) ON ticket_words TO signoff_contact;
--> statement-breakpoint
ALTER TABLE ticket_words ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY contact_reads ON ticket_words FOR SELECT TO signoff_contact USING (EXISTS (SELECT FROM ticket WHERE ticket.id = ticket_words.ticket_id));
