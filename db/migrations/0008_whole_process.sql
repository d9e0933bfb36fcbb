CREATE TABLE "document_page" (
	"id" uuid PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"app_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"place" smallint NOT NULL,
	"retired_at" timestamptz,
	CONSTRAINT "document_page_of_company" UNIQUE("company_id","id"),
	CONSTRAINT "document_page_kind" CHECK ("document_page"."kind" in ('flow', 'deviation', 'other'))
);
--> statement-breakpoint
CREATE TABLE "document_revision" (
	"id" uuid PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"page_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"ticket_id" uuid,
	"written_by" uuid,
	"written_at" timestamptz NOT NULL,
	"search" "tsvector" GENERATED ALWAYS AS (to_tsvector('simple', title || ' ' || left(body, 200000))) STORED,
	CONSTRAINT "document_revision_version" UNIQUE("page_id","version"),
	CONSTRAINT "document_revision_title" CHECK (length("document_revision"."title") between 1 and 200)
);
--> statement-breakpoint
CREATE TABLE "duty" (
	"day" date PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "offer" (
	"ticket_id" uuid NOT NULL,
	"company_id" uuid NOT NULL,
	"round" integer NOT NULL,
	"summary" text NOT NULL,
	"steps" text[] NOT NULL,
	"url" text NOT NULL,
	"no_screenshots_reason" text,
	"offered_by" uuid NOT NULL,
	"offered_at" timestamptz NOT NULL,
	CONSTRAINT "offer_ticket_id_round_pk" PRIMARY KEY("ticket_id","round"),
	CONSTRAINT "offer_round" CHECK ("offer"."round" >= 1),
	CONSTRAINT "offer_steps" CHECK (cardinality("offer"."steps") >= 1)
);
--> statement-breakpoint
CREATE TABLE "screenshot" (
	"ticket_id" uuid NOT NULL,
	"round" integer NOT NULL,
	"company_id" uuid NOT NULL,
	"file_id" uuid NOT NULL,
	"place" smallint NOT NULL,
	"shows" text,
	CONSTRAINT "screenshot_ticket_id_round_place_pk" PRIMARY KEY("ticket_id","round","place"),
	CONSTRAINT "screenshot_shows" CHECK ("screenshot"."shows" in ('before', 'after'))
);
--> statement-breakpoint
CREATE TABLE "saved_reply" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"body" text NOT NULL,
	"language" text NOT NULL,
	"owner_id" uuid,
	"changed_at" timestamptz NOT NULL,
	CONSTRAINT "saved_reply_language" CHECK ("saved_reply"."language" in ('en', 'pt')),
	CONSTRAINT "saved_reply_name" CHECK (length("saved_reply"."name") between 1 and 100)
);
--> statement-breakpoint
CREATE TABLE "slot" (
	"id" uuid PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"app_id" uuid NOT NULL,
	"ticket_id" uuid NOT NULL,
	"joined_at" timestamptz NOT NULL,
	"environment_id" uuid,
	"place" smallint,
	"taken_at" timestamptz,
	"expected_free_at" timestamptz,
	"freed_at" timestamptz,
	"freed_because" text,
	"code_left" boolean DEFAULT false NOT NULL,
	"code_removed_at" timestamptz,
	"code_removed_by" uuid,
	CONSTRAINT "slot_freed_because" CHECK ("slot"."freed_because" in ('released', 'silence', 'test_failed', 'changed_scope', 'closed', 'returned', 'freed_by_us')),
	CONSTRAINT "slot_freed" CHECK (("slot"."freed_at" is null) = ("slot"."freed_because" is null)),
	CONSTRAINT "slot_taken" CHECK (("slot"."taken_at" is null) = ("slot"."environment_id" is null) and ("slot"."taken_at" is null) = ("slot"."place" is null)),
	CONSTRAINT "slot_place" CHECK ("slot"."place" >= 1)
);
--> statement-breakpoint
CREATE TABLE "staging_environment" (
	"id" uuid PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"app_id" uuid NOT NULL,
	"name" text NOT NULL,
	"url" text NOT NULL,
	"capacity" smallint DEFAULT 1 NOT NULL,
	"retired_at" timestamptz,
	CONSTRAINT "staging_environment_of_company" UNIQUE("company_id","id"),
	CONSTRAINT "staging_environment_name" UNIQUE("app_id","name"),
	CONSTRAINT "staging_environment_capacity" CHECK ("staging_environment"."capacity" between 1 and 20),
	CONSTRAINT "staging_environment_url" CHECK ("staging_environment"."url" ~ '^https?://')
);
--> statement-breakpoint
CREATE TABLE "test_row" (
	"id" uuid PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"ticket_id" uuid NOT NULL,
	"attempt" integer NOT NULL,
	"place" smallint NOT NULL,
	"kind" text NOT NULL,
	"title" text,
	"workflow_revision_id" uuid,
	"result" text,
	"note" text,
	"decided_by" uuid,
	"decided_at" timestamptz,
	CONSTRAINT "test_row_place" UNIQUE("ticket_id","attempt","place"),
	CONSTRAINT "test_row_kind" CHECK ("test_row"."kind" in ('compliance', 'workflow', 'acceptance')),
	CONSTRAINT "test_row_result" CHECK ("test_row"."result" in ('passed', 'failed')),
	CONSTRAINT "test_row_decided" CHECK (("test_row"."result" is null) = ("test_row"."decided_at" is null))
);
--> statement-breakpoint
CREATE TABLE "workflow" (
	"id" uuid PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"app_id" uuid NOT NULL,
	"place" smallint NOT NULL,
	"retired_at" timestamptz,
	CONSTRAINT "workflow_of_company" UNIQUE("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "workflow_revision" (
	"id" uuid PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"workflow_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"title" text NOT NULL,
	"steps" text NOT NULL,
	"expected" text NOT NULL,
	"written_by" uuid,
	"written_at" timestamptz NOT NULL,
	CONSTRAINT "workflow_revision_version" UNIQUE("workflow_id","version"),
	CONSTRAINT "workflow_revision_title" CHECK (length("workflow_revision"."title") between 1 and 200)
);
--> statement-breakpoint
ALTER TABLE "outgoing_mail" DROP CONSTRAINT "outgoing_mail_letter";--> statement-breakpoint
ALTER TABLE "event" DROP CONSTRAINT "event_action";--> statement-breakpoint
ALTER TABLE "agency" ADD COLUMN "alert_after_minutes" integer DEFAULT 30 NOT NULL;--> statement-breakpoint
ALTER TABLE "agency" ADD COLUMN "accent" text;--> statement-breakpoint
ALTER TABLE "agency" ADD COLUMN "documentation_since" date;--> statement-breakpoint
ALTER TABLE "app" ADD COLUMN "deep_dive_waiver" text;--> statement-breakpoint
ALTER TABLE "absence" ADD COLUMN "deputy_id" uuid;--> statement-breakpoint
ALTER TABLE "membership" ADD COLUMN "manages_people" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "letters" text DEFAULT 'every_step' NOT NULL;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "shortcuts" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "approval" ADD COLUMN "recorded_by" uuid;--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "line_rank" numeric;--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "seen_at" timestamptz;--> statement-breakpoint
ALTER TABLE "document_page" ADD CONSTRAINT "document_page_company_id_app_id_app_company_id_id_fk" FOREIGN KEY ("company_id","app_id") REFERENCES "public"."app"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_revision" ADD CONSTRAINT "document_revision_written_by_person_id_fk" FOREIGN KEY ("written_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_revision" ADD CONSTRAINT "document_revision_company_id_page_id_document_page_company_id_id_fk" FOREIGN KEY ("company_id","page_id") REFERENCES "public"."document_page"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_revision" ADD CONSTRAINT "document_revision_company_id_ticket_id_ticket_company_id_id_fk" FOREIGN KEY ("company_id","ticket_id") REFERENCES "public"."ticket"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duty" ADD CONSTRAINT "duty_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer" ADD CONSTRAINT "offer_offered_by_person_id_fk" FOREIGN KEY ("offered_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer" ADD CONSTRAINT "offer_company_id_ticket_id_ticket_company_id_id_fk" FOREIGN KEY ("company_id","ticket_id") REFERENCES "public"."ticket"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "screenshot" ADD CONSTRAINT "screenshot_file_id_file_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "screenshot" ADD CONSTRAINT "screenshot_ticket_id_round_offer_ticket_id_round_fk" FOREIGN KEY ("ticket_id","round") REFERENCES "public"."offer"("ticket_id","round") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_reply" ADD CONSTRAINT "saved_reply_owner_id_person_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slot" ADD CONSTRAINT "slot_code_removed_by_person_id_fk" FOREIGN KEY ("code_removed_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slot" ADD CONSTRAINT "slot_company_id_ticket_id_ticket_company_id_id_fk" FOREIGN KEY ("company_id","ticket_id") REFERENCES "public"."ticket"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slot" ADD CONSTRAINT "slot_company_id_app_id_app_company_id_id_fk" FOREIGN KEY ("company_id","app_id") REFERENCES "public"."app"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slot" ADD CONSTRAINT "slot_company_id_environment_id_staging_environment_company_id_id_fk" FOREIGN KEY ("company_id","environment_id") REFERENCES "public"."staging_environment"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staging_environment" ADD CONSTRAINT "staging_environment_company_id_app_id_app_company_id_id_fk" FOREIGN KEY ("company_id","app_id") REFERENCES "public"."app"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "test_row" ADD CONSTRAINT "test_row_workflow_revision_id_workflow_revision_id_fk" FOREIGN KEY ("workflow_revision_id") REFERENCES "public"."workflow_revision"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "test_row" ADD CONSTRAINT "test_row_decided_by_person_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "test_row" ADD CONSTRAINT "test_row_company_id_ticket_id_ticket_company_id_id_fk" FOREIGN KEY ("company_id","ticket_id") REFERENCES "public"."ticket"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workflow" ADD CONSTRAINT "workflow_company_id_app_id_app_company_id_id_fk" FOREIGN KEY ("company_id","app_id") REFERENCES "public"."app"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workflow_revision" ADD CONSTRAINT "workflow_revision_written_by_person_id_fk" FOREIGN KEY ("written_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workflow_revision" ADD CONSTRAINT "workflow_revision_company_id_workflow_id_workflow_company_id_id_fk" FOREIGN KEY ("company_id","workflow_id") REFERENCES "public"."workflow"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "document_page_app" ON "document_page" USING btree ("app_id","place");--> statement-breakpoint
CREATE INDEX "document_revision_ticket" ON "document_revision" USING btree ("ticket_id");--> statement-breakpoint
CREATE INDEX "document_revision_search" ON "document_revision" USING gin ("search");--> statement-breakpoint
CREATE INDEX "duty_person" ON "duty" USING btree ("person_id","day");--> statement-breakpoint
CREATE INDEX "saved_reply_owner" ON "saved_reply" USING btree ("owner_id");--> statement-breakpoint
CREATE UNIQUE INDEX "slot_one_per_ticket" ON "slot" USING btree ("ticket_id") WHERE freed_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "slot_held_once" ON "slot" USING btree ("environment_id","place") WHERE freed_at is null and taken_at is not null;--> statement-breakpoint
CREATE INDEX "slot_line" ON "slot" USING btree ("app_id","joined_at") WHERE freed_at is null;--> statement-breakpoint
CREATE INDEX "slot_ticket" ON "slot" USING btree ("ticket_id");--> statement-breakpoint
CREATE INDEX "workflow_app" ON "workflow" USING btree ("app_id","place");--> statement-breakpoint
ALTER TABLE "absence" ADD CONSTRAINT "absence_deputy_id_person_id_fk" FOREIGN KEY ("deputy_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval" ADD CONSTRAINT "approval_recorded_by_person_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "ticket_line" ON "ticket" USING btree ("developer_id","line_rank") WHERE stage in ('planned', 'in_development');--> statement-breakpoint
ALTER TABLE "agency" ADD CONSTRAINT "agency_accent" CHECK ("agency"."accent" ~ '^#[0-9a-f]{6}$');--> statement-breakpoint
ALTER TABLE "agency" ADD CONSTRAINT "agency_alert_after" CHECK ("agency"."alert_after_minutes" between 1 and 1440);--> statement-breakpoint
ALTER TABLE "outgoing_mail" ADD CONSTRAINT "outgoing_mail_letter" CHECK ("outgoing_mail"."letter" in ('acknowledgement', 'working_on_it', 'question', 'reply', 'resolution', 'proceed', 'estimate', 'staging', 'receipt', 'lapsed', 'withdrawn', 'planned', 'new_date', 'live', 'back_in_work', 'invoice', 'paid', 'notice', 'assigned_to_you', 'your_turn', 'slot_free', 'reminder', 'closed_silent', 'closed', 'reopened', 'alarm', 'digest', 'invitation', 'mail_held', 'mail_commands', 'sign_in'));--> statement-breakpoint
ALTER TABLE "person" ADD CONSTRAINT "person_letters" CHECK ("person"."letters" in ('every_step', 'only_my_turn', 'daily_digest'));--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_action" CHECK ("event"."action" in ('open', 'remind', 'warn', 'breach', 'alarm', 'seen', 'set_aside', 'slot_taken', 'slot_freed', 'slot_extended', 'code_removed', 'split', 'participants', 'categorise', 'take', 'assign', 'ask_customer', 'answer', 'resolve', 'ask_proceed', 'escalate', 'return_to_support', 'validate', 'replicate', 'de_escalate', 'close_unresolved', 'confirm_scope', 'plan', 'estimate', 'send_estimate', 'withdraw', 'ask_about', 'approve', 'check_budget', 'decline', 'lapse', 'raise_invoice', 'record_payment', 'work_before_payment', 'change_funding', 'set_due_date', 'clear_scope', 'reorder', 'start', 'revise', 'finish', 'tick', 'fail_test', 'offer_fix', 'skip_review', 'approve_release', 'request_changes', 'undo', 'close_silent', 'move_to_production', 'release', 'return_to_development', 'close', 'reopen', 'cancel', 'merge', 'mark_duplicate', 'unmerge', 'hold', 'unhold'));--> statement-breakpoint
UPDATE "ticket" SET "line_rank" = extract(epoch from "stage_since") WHERE "stage" IN ('planned', 'in_development');--> statement-breakpoint
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_line_rank" CHECK ("ticket"."stage" not in ('planned', 'in_development') or "ticket"."line_rank" is not null);