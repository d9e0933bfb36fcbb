ALTER TABLE "outgoing_mail" ADD COLUMN "copies" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "outgoing_mail" ADD COLUMN "sending_until" timestamptz;--> statement-breakpoint
CREATE INDEX "clock_late" ON "clock" USING btree ("due_at") WHERE met_at > due_at and breached_at is null;