ALTER TABLE "reply_address" DROP CONSTRAINT "reply_address_purpose";--> statement-breakpoint
ALTER TABLE "inbound_mail" ADD COLUMN "commands" jsonb;--> statement-breakpoint
ALTER TABLE "reply_address" ADD COLUMN "mail_id" uuid;--> statement-breakpoint
ALTER TABLE "reply_address" ADD CONSTRAINT "reply_address_mail_id_inbound_mail_id_fk" FOREIGN KEY ("mail_id") REFERENCES "public"."inbound_mail"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reply_address" ADD CONSTRAINT "reply_address_purpose" CHECK ("reply_address"."purpose" in ('reply', 'note', 'decide', 'confirm'));