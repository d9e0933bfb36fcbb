ALTER TABLE "inbound_mail" ADD COLUMN "other_ids" text[];--> statement-breakpoint
CREATE INDEX "inbound_mail_other_ids" ON "inbound_mail" USING gin ("other_ids") WHERE other_ids is not null;