ALTER TABLE "inbound_mail" ADD COLUMN "client_address" text;--> statement-breakpoint
ALTER TABLE "inbound_mail" ADD COLUMN "client_name" text;