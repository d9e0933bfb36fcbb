ALTER TABLE "message" ADD COLUMN "own_shape" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "message" ADD CONSTRAINT "message_own_shape" CHECK (not "message"."own_shape" or "message"."html" is not null);--> statement-breakpoint
-- What came before is looked at more roughly than what comes now; longer ones are shown by their text.
UPDATE message SET own_shape = true
  WHERE folded IS NULL AND length(html) <= 200000 AND html ~* '<(table|img|ul|ol|h[1-6])[\s>/]';
