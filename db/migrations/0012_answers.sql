ALTER TABLE "outgoing_mail" DROP CONSTRAINT "outgoing_mail_delivery";--> statement-breakpoint
ALTER TABLE "outgoing_mail" ADD COLUMN "digest_id" uuid;--> statement-breakpoint
ALTER TABLE "reply_address" ADD COLUMN "approval_id" uuid;--> statement-breakpoint
ALTER TABLE "outgoing_mail" ADD CONSTRAINT "outgoing_mail_digest_id_outgoing_mail_id_fk" FOREIGN KEY ("digest_id") REFERENCES "public"."outgoing_mail"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reply_address" ADD CONSTRAINT "reply_address_approval_id_approval_id_fk" FOREIGN KEY ("approval_id") REFERENCES "public"."approval"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "outgoing_mail_gathered" ON "outgoing_mail" USING btree ("person_id") WHERE delivery = 'gathered' and digest_id is null;--> statement-breakpoint
CREATE INDEX "outgoing_mail_digest" ON "outgoing_mail" USING btree ("digest_id");--> statement-breakpoint
ALTER TABLE "outgoing_mail" ADD CONSTRAINT "outgoing_mail_delivery" CHECK ("outgoing_mail"."delivery" in ('queued', 'sent', 'kept', 'deferred', 'maybe_sent', 'bounced', 'failed', 'dropped', 'gathered', 'unwanted'));