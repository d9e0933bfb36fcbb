ALTER TABLE "inbound_mail" ADD COLUMN "text" text;--> statement-breakpoint
ALTER TABLE "inbound_mail" ADD COLUMN "html" text;