CREATE TABLE "mail_probe" (
	"code" text PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"created_at" timestamptz NOT NULL,
	"expires_at" timestamptz NOT NULL,
	"mail_id" uuid,
	"arrived_at" timestamptz,
	"domain" text,
	"findings" jsonb,
	CONSTRAINT "mail_probe_found" CHECK (("mail_probe"."mail_id" is null) = ("mail_probe"."findings" is null))
);
--> statement-breakpoint
ALTER TABLE "inbound_mail" ADD COLUMN "arrived_at" timestamptz;--> statement-breakpoint
ALTER TABLE "inbound_mail" ADD COLUMN "flood" text;--> statement-breakpoint
ALTER TABLE "mailbox" ADD COLUMN "read_since" timestamptz;--> statement-breakpoint
ALTER TABLE "mailbox" ADD COLUMN "left_after" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "mailbox" ADD COLUMN "left_up_to" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "mailbox" ADD COLUMN "left" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "mail_probe" ADD CONSTRAINT "mail_probe_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_probe" ADD CONSTRAINT "mail_probe_mail_id_inbound_mail_id_fk" FOREIGN KEY ("mail_id") REFERENCES "public"."inbound_mail"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "mail_probe_person" ON "mail_probe" USING btree ("person_id","created_at");--> statement-breakpoint
CREATE INDEX "inbound_mail_arrived_from" ON "inbound_mail" USING btree ("from_address","arrived_at");--> statement-breakpoint
CREATE INDEX "inbound_mail_flood" ON "inbound_mail" USING btree ("flood","received_at") WHERE flood is not null;