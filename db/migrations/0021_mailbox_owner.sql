ALTER TABLE "mailbox" ADD COLUMN "alarmed_at" timestamptz;--> statement-breakpoint
ALTER TABLE "mailbox" ADD COLUMN "company_id" uuid;--> statement-breakpoint
ALTER TABLE "mailbox" ADD COLUMN "app_id" uuid;--> statement-breakpoint
ALTER TABLE "mailbox" ADD COLUMN "grant" "bytea";--> statement-breakpoint
ALTER TABLE "mailbox" ADD COLUMN "grant_for" text;--> statement-breakpoint
ALTER TABLE "mailbox" ADD CONSTRAINT "mailbox_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mailbox" ADD CONSTRAINT "mailbox_company_id_app_id_app_company_id_id_fk" FOREIGN KEY ("company_id","app_id") REFERENCES "public"."app"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mailbox" ADD CONSTRAINT "mailbox_app_of_company" CHECK ("mailbox"."app_id" is null or "mailbox"."company_id" is not null);