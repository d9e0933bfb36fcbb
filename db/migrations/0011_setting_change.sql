CREATE TABLE "duty_alert" (
	"day" date PRIMARY KEY NOT NULL,
	"at" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE TABLE "setting_change" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamptz NOT NULL,
	"by_id" uuid,
	"area" text NOT NULL,
	"subject" text NOT NULL,
	"steps" jsonb NOT NULL,
	CONSTRAINT "setting_change_area" CHECK ("setting_change"."area" in ('hours', 'plan', 'person', 'absence', 'duty', 'reply', 'agency', 'company', 'app'))
);
--> statement-breakpoint
ALTER TABLE "outgoing_mail" DROP CONSTRAINT "outgoing_mail_letter";--> statement-breakpoint
ALTER TABLE "setting_change" ADD CONSTRAINT "setting_change_by_id_person_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "setting_change_at" ON "setting_change" USING btree ("at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
ALTER TABLE "outgoing_mail" ADD CONSTRAINT "outgoing_mail_letter" CHECK ("outgoing_mail"."letter" in ('acknowledgement', 'working_on_it', 'question', 'reply', 'resolution', 'proceed', 'estimate', 'staging', 'receipt', 'lapsed', 'withdrawn', 'planned', 'new_date', 'live', 'back_in_work', 'invoice', 'paid', 'notice', 'assigned_to_you', 'your_turn', 'slot_free', 'reminder', 'closed_silent', 'closed', 'reopened', 'alarm', 'digest', 'invitation', 'mail_held', 'mail_commands', 'sign_in', 'test'));