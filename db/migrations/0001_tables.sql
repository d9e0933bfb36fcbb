CREATE TABLE "agency" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"name" text NOT NULL,
	"calendar_id" uuid NOT NULL,
	"language" text NOT NULL,
	"quote_threshold" integer DEFAULT 15000 NOT NULL,
	"demo" boolean DEFAULT false NOT NULL,
	"seeded_at" timestamptz,
	CONSTRAINT "agency_only_one" CHECK ("agency"."only"),
	CONSTRAINT "agency_language" CHECK ("agency"."language" in ('en', 'pt'))
);
--> statement-breakpoint
CREATE TABLE "app" (
	"id" uuid PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"name" text NOT NULL,
	"live" boolean DEFAULT false NOT NULL,
	"pm_id" uuid,
	"support_lead_id" uuid,
	"repository_url" text,
	"production_url" text,
	"staging_url" text,
	CONSTRAINT "app_name_of_company" UNIQUE("company_id","name"),
	CONSTRAINT "app_of_company" UNIQUE("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "app_developer" (
	"app_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"place" smallint NOT NULL,
	CONSTRAINT "app_developer_app_id_person_id_pk" PRIMARY KEY("app_id","person_id"),
	CONSTRAINT "app_developer_place" UNIQUE("app_id","place")
);
--> statement-breakpoint
CREATE TABLE "calendar" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"hours" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "company" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"plan_id" uuid NOT NULL,
	"billing_policy" text NOT NULL,
	"urgent_needs_payment" boolean DEFAULT false NOT NULL,
	"dm_client" boolean DEFAULT false NOT NULL,
	"pm_id" uuid,
	"deputy_id" uuid,
	"account_manager_id" uuid,
	"calendar_id" uuid,
	"time_zone" text NOT NULL,
	"language" text NOT NULL,
	"currency" char(3) NOT NULL,
	"hourly_rate" integer,
	CONSTRAINT "company_billing_policy" CHECK ("company"."billing_policy" in ('postpaid', 'budget', 'quote', 'prepaid')),
	CONSTRAINT "company_language" CHECK ("company"."language" in ('en', 'pt')),
	CONSTRAINT "company_hourly_rate" CHECK ("company"."hourly_rate" > 0)
);
--> statement-breakpoint
CREATE TABLE "company_domain" (
	"domain" text PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	CONSTRAINT "company_domain_lower" CHECK ("company_domain"."domain" = lower("company_domain"."domain"))
);
--> statement-breakpoint
CREATE TABLE "plan" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"tier" text NOT NULL,
	"hours" integer NOT NULL,
	"windows" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "plan_tier" CHECK ("plan"."tier" in ('basic', 'business', 'enterprise')),
	CONSTRAINT "plan_hours" CHECK ("plan"."hours" >= 0)
);
--> statement-breakpoint
CREATE TABLE "inbound_mail" (
	"id" uuid PRIMARY KEY NOT NULL,
	"origin" text NOT NULL,
	"trusted" text DEFAULT 'no' NOT NULL,
	"mailbox" text,
	"uid_validity" bigint,
	"uid" bigint,
	"envelope_from" text,
	"envelope_to" text[] DEFAULT '{}' NOT NULL,
	"sha256" text NOT NULL,
	"size" integer NOT NULL,
	"received_at" timestamptz NOT NULL,
	"fate" text,
	"reason" text,
	"level" text,
	"evidence" jsonb,
	"message_id" text,
	"subject" text,
	"from_address" text,
	"from_name" text,
	"company_id" uuid,
	"ticket_id" uuid,
	"thread_message_id" uuid,
	"read_at" timestamptz,
	"tries" integer DEFAULT 0 NOT NULL,
	"release" jsonb,
	CONSTRAINT "inbound_mail_uid" UNIQUE("mailbox","uid_validity","uid"),
	CONSTRAINT "inbound_mail_origin" CHECK ("inbound_mail"."origin" in ('imap', 'smtp', 'lmtp', 'file')),
	CONSTRAINT "inbound_mail_fate" CHECK ("inbound_mail"."fate" in ('ticket', 'reply', 'decision', 'command', 'auto_reply', 'bounce', 'duplicate', 'loop', 'held')),
	CONSTRAINT "inbound_mail_held_reason" CHECK ("inbound_mail"."fate" is distinct from 'held' or "inbound_mail"."reason" is not null),
	CONSTRAINT "inbound_mail_read" CHECK (("inbound_mail"."fate" is null) = ("inbound_mail"."read_at" is null))
);
--> statement-breakpoint
CREATE TABLE "mailbox" (
	"name" text PRIMARY KEY NOT NULL,
	"uid_validity" bigint,
	"last_uid" bigint DEFAULT 0 NOT NULL,
	"polled_at" timestamptz,
	"fault" text,
	"fault_at" timestamptz
);
--> statement-breakpoint
CREATE TABLE "outgoing_mail" (
	"id" uuid PRIMARY KEY NOT NULL,
	"letter" text NOT NULL,
	"company_id" uuid,
	"ticket_id" uuid,
	"event_id" uuid,
	"thread_message_id" uuid,
	"person_id" uuid,
	"address" text NOT NULL,
	"language" text NOT NULL,
	"facts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"message_id" text,
	"subject" text,
	"mime" "bytea",
	"delivery" text DEFAULT 'queued' NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"server_said" text,
	"created_at" timestamptz NOT NULL,
	"tried_at" timestamptz,
	"delivered_at" timestamptz,
	CONSTRAINT "outgoing_mail_messageId_unique" UNIQUE("message_id"),
	CONSTRAINT "outgoing_mail_letter" CHECK ("outgoing_mail"."letter" in ('acknowledgement', 'working_on_it', 'question', 'reply', 'resolution', 'notice', 'assigned_to_you', 'reminder', 'closed_silent', 'closed', 'reopened', 'alarm', 'sign_in')),
	CONSTRAINT "outgoing_mail_delivery" CHECK ("outgoing_mail"."delivery" in ('queued', 'sent', 'kept', 'deferred', 'maybe_sent', 'bounced', 'failed', 'dropped'))
);
--> statement-breakpoint
CREATE TABLE "raw" (
	"sha256" text PRIMARY KEY NOT NULL,
	"bytes" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reply_address" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"ticket_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"round" integer,
	"created_at" timestamptz NOT NULL,
	"expires_at" timestamptz NOT NULL,
	CONSTRAINT "reply_address_purpose" CHECK ("reply_address"."purpose" in ('reply', 'note', 'decide'))
);
--> statement-breakpoint
CREATE TABLE "thread_id" (
	"message_id" text NOT NULL,
	"ticket_id" uuid NOT NULL,
	"company_id" uuid NOT NULL,
	"at" timestamptz NOT NULL,
	CONSTRAINT "thread_id_message_id_ticket_id_pk" PRIMARY KEY("message_id","ticket_id")
);
--> statement-breakpoint
CREATE TABLE "absence" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"from" date NOT NULL,
	"to" date NOT NULL,
	CONSTRAINT "absence_order" CHECK ("absence"."from" <= "absence"."to")
);
--> statement-breakpoint
CREATE TABLE "membership" (
	"company_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"person_kind" text DEFAULT 'contact' NOT NULL,
	"sees_company" boolean DEFAULT false NOT NULL,
	"approves_estimates" boolean DEFAULT false NOT NULL,
	"approval_limit" integer,
	"approves_releases" boolean DEFAULT false NOT NULL,
	CONSTRAINT "membership_company_id_person_id_pk" PRIMARY KEY("company_id","person_id"),
	CONSTRAINT "membership_of_contact" CHECK ("membership"."person_kind" = 'contact'),
	CONSTRAINT "membership_limit" CHECK ("membership"."approval_limit" >= 0)
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"language" text NOT NULL,
	"time_zone" text,
	"theme" text DEFAULT 'system' NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"created_at" timestamptz NOT NULL,
	CONSTRAINT "person_of_kind" UNIQUE("id","kind"),
	CONSTRAINT "person_kind" CHECK ("person"."kind" in ('contact', 'staff')),
	CONSTRAINT "person_language" CHECK ("person"."language" in ('en', 'pt')),
	CONSTRAINT "person_theme" CHECK ("person"."theme" in ('system', 'light', 'dark'))
);
--> statement-breakpoint
CREATE TABLE "person_email" (
	"address" text PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"main" boolean DEFAULT true NOT NULL,
	"verified" boolean DEFAULT true NOT NULL,
	CONSTRAINT "person_email_lower" CHECK ("person_email"."address" = lower("person_email"."address"))
);
--> statement-breakpoint
CREATE TABLE "staff_role" (
	"person_id" uuid NOT NULL,
	"person_kind" text DEFAULT 'staff' NOT NULL,
	"role" text NOT NULL,
	CONSTRAINT "staff_role_person_id_role_pk" PRIMARY KEY("person_id","role"),
	CONSTRAINT "staff_role_role" CHECK ("staff_role"."role" in ('pm', 'support_lead', 'developer', 'triage', 'qa', 'account_manager', 'accounts', 'budget_controller', 'admin')),
	CONSTRAINT "staff_role_of_staff" CHECK ("staff_role"."person_kind" = 'staff')
);
--> statement-breakpoint
CREATE TABLE "api_token" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"created_at" timestamptz NOT NULL,
	"seen_at" timestamptz
);
--> statement-breakpoint
CREATE TABLE "session" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"device" text NOT NULL,
	"created_at" timestamptz NOT NULL,
	"seen_at" timestamptz NOT NULL,
	"expires_at" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid,
	"link_hash" text NOT NULL,
	"code_hash" text NOT NULL,
	"browser_hash" text NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"created_at" timestamptz NOT NULL,
	"expires_at" timestamptz NOT NULL,
	"used_at" timestamptz,
	CONSTRAINT "sign_in_linkHash_unique" UNIQUE("link_hash"),
	CONSTRAINT "sign_in_tries" CHECK ("sign_in"."tries" <= 5)
);
--> statement-breakpoint
CREATE TABLE "file" (
	"id" uuid PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"ticket_id" uuid,
	"message_id" uuid,
	"uploaded_by" uuid,
	"visibility" text NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"size" integer NOT NULL,
	"sha256" text NOT NULL,
	"storage_key" text NOT NULL,
	"content_id" text,
	"created_at" timestamptz NOT NULL,
	CONSTRAINT "file_storageKey_unique" UNIQUE("storage_key"),
	CONSTRAINT "file_visibility" CHECK ("file"."visibility" in ('public', 'internal')),
	CONSTRAINT "file_size" CHECK ("file"."size" >= 0)
);
--> statement-breakpoint
CREATE TABLE "message" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ticket_id" uuid NOT NULL,
	"company_id" uuid NOT NULL,
	"author_kind" text NOT NULL,
	"author_id" uuid,
	"author_name" text NOT NULL,
	"author_email" text,
	"visibility" text NOT NULL,
	"purpose" text NOT NULL,
	"channel" text NOT NULL,
	"text" text NOT NULL,
	"html" text,
	"folded" text,
	"source_key" text NOT NULL,
	"at" timestamptz NOT NULL,
	"search" "tsvector" GENERATED ALWAYS AS (to_tsvector('simple', left(text, 200000))) STORED,
	CONSTRAINT "message_once" UNIQUE("ticket_id","source_key"),
	CONSTRAINT "message_author_kind" CHECK ("message"."author_kind" in ('contact', 'staff', 'system', 'unknown')),
	CONSTRAINT "message_visibility" CHECK ("message"."visibility" in ('public', 'internal')),
	CONSTRAINT "message_purpose" CHECK ("message"."purpose" in ('reply', 'question', 'answer', 'resolution', 'proceed', 'estimate', 'staging', 'release', 'closing', 'note')),
	CONSTRAINT "message_channel" CHECK ("message"."channel" in ('web', 'link', 'mail', 'api', 'job')),
	CONSTRAINT "message_author" CHECK (("message"."author_kind" in ('contact', 'staff')) = ("message"."author_id" is not null)),
	CONSTRAINT "message_note_by_us" CHECK ("message"."visibility" = 'public' or "message"."author_kind" <> 'contact')
);
--> statement-breakpoint
CREATE TABLE "approval" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ticket_id" uuid NOT NULL,
	"company_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"version" integer NOT NULL,
	"hours" numeric(8, 2),
	"price" integer,
	"asked_from" text NOT NULL,
	"asked_at" timestamptz NOT NULL,
	"valid_until" timestamptz NOT NULL,
	"decision" text,
	"decided_by" uuid,
	"decided_at" timestamptz,
	"comment" text,
	CONSTRAINT "approval_version" UNIQUE("ticket_id","kind","version"),
	CONSTRAINT "approval_kind" CHECK ("approval"."kind" in ('proceed', 'estimate', 'quote', 'budget', 'release')),
	CONSTRAINT "approval_decision" CHECK ("approval"."decision" in ('approved', 'declined', 'void')),
	CONSTRAINT "approval_decided" CHECK (("approval"."decision" is null) = ("approval"."decided_at" is null))
);
--> statement-breakpoint
CREATE TABLE "clock" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ticket_id" uuid NOT NULL,
	"company_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"started_at" timestamptz NOT NULL,
	"window" jsonb NOT NULL,
	"paused_spans" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"carried" jsonb,
	"met_at" timestamptz,
	"due_at" timestamptz,
	"due_soon_at" timestamptz,
	"acts_at" timestamptz,
	"warned_at" timestamptz,
	"breached_at" timestamptz,
	CONSTRAINT "clock_kind" CHECK ("clock"."kind" in ('assign', 'stage', 'feedback', 'report'))
);
--> statement-breakpoint
CREATE TABLE "event" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ticket_id" uuid NOT NULL,
	"company_id" uuid NOT NULL,
	"action" text NOT NULL,
	"from_stage" text,
	"to_stage" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" uuid,
	"channel" text NOT NULL,
	"proof" text NOT NULL,
	"source_key" text NOT NULL,
	"body" jsonb NOT NULL,
	"at" timestamptz NOT NULL,
	CONSTRAINT "event_once" UNIQUE("ticket_id","source_key"),
	CONSTRAINT "event_action" CHECK ("event"."action" in ('open', 'remind', 'warn', 'breach', 'alarm', 'categorise', 'take', 'assign', 'ask_customer', 'answer', 'resolve', 'ask_proceed', 'escalate', 'return_to_support', 'validate', 'replicate', 'de_escalate', 'close_unresolved', 'confirm_scope', 'plan', 'estimate', 'send_estimate', 'withdraw', 'ask_about', 'approve', 'check_budget', 'decline', 'lapse', 'raise_invoice', 'record_payment', 'work_before_payment', 'change_funding', 'set_due_date', 'clear_scope', 'reorder', 'start', 'revise', 'finish', 'tick', 'fail_test', 'offer_fix', 'skip_review', 'approve_release', 'request_changes', 'undo', 'close_silent', 'move_to_production', 'release', 'return_to_development', 'close', 'reopen', 'cancel', 'merge', 'mark_duplicate', 'unmerge', 'hold', 'unhold')),
	CONSTRAINT "event_from" CHECK ("event"."from_stage" in ('new', 'investigating', 'needs_info', 'validating', 'replicating', 'estimating', 'approval', 'invoicing', 'awaiting_payment', 'planned', 'in_development', 'testing', 'staging_review', 'approved', 'mtp', 'released', 'closed')),
	CONSTRAINT "event_to" CHECK ("event"."to_stage" in ('new', 'investigating', 'needs_info', 'validating', 'replicating', 'estimating', 'approval', 'invoicing', 'awaiting_payment', 'planned', 'in_development', 'testing', 'staging_review', 'approved', 'mtp', 'released', 'closed')),
	CONSTRAINT "event_channel" CHECK ("event"."channel" in ('web', 'link', 'mail', 'api', 'job')),
	CONSTRAINT "event_proof" CHECK ("event"."proof" in ('session', 'token', 'P0', 'P1', 'P2', 'P3', 'P4', 'job')),
	CONSTRAINT "event_actor" CHECK (("event"."actor_kind" = 'system') = ("event"."actor_id" is null))
);
--> statement-breakpoint
CREATE TABLE "participant" (
	"ticket_id" uuid NOT NULL,
	"company_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"added_at" timestamptz NOT NULL,
	CONSTRAINT "participant_ticket_id_person_id_pk" PRIMARY KEY("ticket_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "ticket" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" integer GENERATED ALWAYS AS IDENTITY (sequence name "ticket_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 2001 CACHE 1),
	"company_id" uuid NOT NULL,
	"app_id" uuid,
	"requester_id" uuid NOT NULL,
	"source" text NOT NULL,
	"source_key" text NOT NULL,
	"title" text NOT NULL,
	"category" text,
	"impact" text[] DEFAULT '{}' NOT NULL,
	"work_class" text,
	"issue_type" text,
	"priority" text,
	"severity" text,
	"needs_code" boolean,
	"funding" text,
	"stage" text DEFAULT 'new' NOT NULL,
	"stage_since" timestamptz NOT NULL,
	"resolution" text,
	"came_from" text,
	"on_hold" boolean DEFAULT false NOT NULL,
	"interrupted" boolean DEFAULT false NOT NULL,
	"level2" boolean DEFAULT false NOT NULL,
	"round" integer DEFAULT 0 NOT NULL,
	"pm_id" uuid,
	"developer_id" uuid,
	"warning" text,
	"scope" text,
	"scope_confirmed_at" timestamptz,
	"scope_clear_at" timestamptz,
	"estimate_hours" numeric(8, 2),
	"estimate_by" uuid,
	"estimate_version" integer DEFAULT 0 NOT NULL,
	"solution" text,
	"price" integer,
	"paid" integer DEFAULT 0 NOT NULL,
	"budget" text DEFAULT 'unchecked' NOT NULL,
	"plan_period" text,
	"due_date" date,
	"acceptance_criteria" text,
	"target_url" text,
	"steps" text,
	"ops_can_reproduce" boolean,
	"affects_others" boolean,
	"workaround" text,
	"pull_request" text,
	"merged_at" timestamptz,
	"released_at" timestamptz,
	"closed_at" timestamptz,
	"documentation" text,
	"resolution_notes" text,
	"merged_into_id" uuid,
	"linked_to_id" uuid,
	"reminded_at" timestamptz,
	"created_at" timestamptz NOT NULL,
	"updated_at" timestamptz NOT NULL,
	"search" "tsvector" GENERATED ALWAYS AS (to_tsvector('simple', title)) STORED,
	CONSTRAINT "ticket_number_unique" UNIQUE("number"),
	CONSTRAINT "ticket_sourceKey_unique" UNIQUE("source_key"),
	CONSTRAINT "ticket_of_company" UNIQUE("company_id","id"),
	CONSTRAINT "ticket_stage" CHECK ("ticket"."stage" in ('new', 'investigating', 'needs_info', 'validating', 'replicating', 'estimating', 'approval', 'invoicing', 'awaiting_payment', 'planned', 'in_development', 'testing', 'staging_review', 'approved', 'mtp', 'released', 'closed')),
	CONSTRAINT "ticket_came_from" CHECK ("ticket"."came_from" in ('new', 'investigating', 'needs_info', 'validating', 'replicating', 'estimating', 'approval', 'invoicing', 'awaiting_payment', 'planned', 'in_development', 'testing', 'staging_review', 'approved', 'mtp', 'released', 'closed')),
	CONSTRAINT "ticket_resolution" CHECK ("ticket"."resolution" in ('resolved', 'answered', 'no_feedback', 'unresolved', 'declined', 'duplicate', 'cancelled', 'merged')),
	CONSTRAINT "ticket_category" CHECK ("ticket"."category" in ('question', 'urgent_issue', 'server_issue', 'issue_with_error', 'issue_no_error')),
	CONSTRAINT "ticket_work_class" CHECK ("ticket"."work_class" in ('bug_fix', 'feature_request', 'enhancement', 'routine_maintenance')),
	CONSTRAINT "ticket_issue_type" CHECK ("ticket"."issue_type" in ('coding', 'data', 'infrastructure', 'security')),
	CONSTRAINT "ticket_priority" CHECK ("ticket"."priority" in ('urgent', 'medium', 'low')),
	CONSTRAINT "ticket_severity" CHECK ("ticket"."severity" in ('critical', 'high', 'medium', 'low')),
	CONSTRAINT "ticket_funding" CHECK ("ticket"."funding" in ('none', 'postpaid', 'budget', 'quote', 'prepaid')),
	CONSTRAINT "ticket_source" CHECK ("ticket"."source" in ('portal', 'mail', 'staff', 'api')),
	CONSTRAINT "ticket_warning" CHECK ("ticket"."warning" in ('least_loaded', 'no_manager')),
	CONSTRAINT "ticket_budget" CHECK ("ticket"."budget" in ('unchecked', 'yes', 'no', 'exception')),
	CONSTRAINT "ticket_impact" CHECK ("ticket"."impact" <@ array['checkout', 'payments', 'website', 'login', 'emails', 'forms', 'integrations', 'other']::text[]),
	CONSTRAINT "ticket_closed" CHECK (("ticket"."stage" = 'closed') = ("ticket"."resolution" is not null) and ("ticket"."stage" = 'closed') = ("ticket"."closed_at" is not null)),
	CONSTRAINT "ticket_needs_info_came_from" CHECK ("ticket"."stage" <> 'needs_info' or "ticket"."came_from" is not null),
	CONSTRAINT "ticket_assigned" CHECK ("ticket"."stage" in ('new', 'closed', 'needs_info') or "ticket"."pm_id" is not null),
	CONSTRAINT "ticket_title" CHECK (length("ticket"."title") between 1 and 200),
	CONSTRAINT "ticket_quarter_hours" CHECK ("ticket"."estimate_hours" > 0 and "ticket"."estimate_hours" * 4 = floor("ticket"."estimate_hours" * 4)),
	CONSTRAINT "ticket_money" CHECK ("ticket"."price" >= 0 and "ticket"."paid" >= 0),
	CONSTRAINT "ticket_plan_period" CHECK ("ticket"."plan_period" ~ '^[0-9]{4}-[0-9]{2}$'),
	CONSTRAINT "ticket_developer_stage" CHECK ("ticket"."stage" <> 'in_development' or "ticket"."developer_id" is not null)
);
--> statement-breakpoint
CREATE TABLE "worker" (
	"name" text PRIMARY KEY NOT NULL,
	"started_at" timestamptz NOT NULL,
	"beat_at" timestamptz NOT NULL
);
--> statement-breakpoint
ALTER TABLE "agency" ADD CONSTRAINT "agency_calendar_id_calendar_id_fk" FOREIGN KEY ("calendar_id") REFERENCES "public"."calendar"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app" ADD CONSTRAINT "app_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app" ADD CONSTRAINT "app_pm_id_person_id_fk" FOREIGN KEY ("pm_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app" ADD CONSTRAINT "app_support_lead_id_person_id_fk" FOREIGN KEY ("support_lead_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app_developer" ADD CONSTRAINT "app_developer_app_id_app_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."app"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app_developer" ADD CONSTRAINT "app_developer_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "company" ADD CONSTRAINT "company_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "company" ADD CONSTRAINT "company_pm_id_person_id_fk" FOREIGN KEY ("pm_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "company" ADD CONSTRAINT "company_deputy_id_person_id_fk" FOREIGN KEY ("deputy_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "company" ADD CONSTRAINT "company_account_manager_id_person_id_fk" FOREIGN KEY ("account_manager_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "company" ADD CONSTRAINT "company_calendar_id_calendar_id_fk" FOREIGN KEY ("calendar_id") REFERENCES "public"."calendar"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "company_domain" ADD CONSTRAINT "company_domain_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbound_mail" ADD CONSTRAINT "inbound_mail_sha256_raw_sha256_fk" FOREIGN KEY ("sha256") REFERENCES "public"."raw"("sha256") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbound_mail" ADD CONSTRAINT "inbound_mail_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbound_mail" ADD CONSTRAINT "inbound_mail_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbound_mail" ADD CONSTRAINT "inbound_mail_thread_message_id_message_id_fk" FOREIGN KEY ("thread_message_id") REFERENCES "public"."message"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outgoing_mail" ADD CONSTRAINT "outgoing_mail_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outgoing_mail" ADD CONSTRAINT "outgoing_mail_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outgoing_mail" ADD CONSTRAINT "outgoing_mail_event_id_event_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."event"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outgoing_mail" ADD CONSTRAINT "outgoing_mail_thread_message_id_message_id_fk" FOREIGN KEY ("thread_message_id") REFERENCES "public"."message"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outgoing_mail" ADD CONSTRAINT "outgoing_mail_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reply_address" ADD CONSTRAINT "reply_address_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reply_address" ADD CONSTRAINT "reply_address_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "thread_id" ADD CONSTRAINT "thread_id_company_id_ticket_id_ticket_company_id_id_fk" FOREIGN KEY ("company_id","ticket_id") REFERENCES "public"."ticket"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "absence" ADD CONSTRAINT "absence_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_person_id_person_kind_person_id_kind_fk" FOREIGN KEY ("person_id","person_kind") REFERENCES "public"."person"("id","kind") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_email" ADD CONSTRAINT "person_email_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_role" ADD CONSTRAINT "staff_role_person_id_person_kind_person_id_kind_fk" FOREIGN KEY ("person_id","person_kind") REFERENCES "public"."person"("id","kind") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in" ADD CONSTRAINT "sign_in_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "file" ADD CONSTRAINT "file_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "file" ADD CONSTRAINT "file_message_id_message_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."message"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "file" ADD CONSTRAINT "file_uploaded_by_person_id_fk" FOREIGN KEY ("uploaded_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "file" ADD CONSTRAINT "file_company_id_ticket_id_ticket_company_id_id_fk" FOREIGN KEY ("company_id","ticket_id") REFERENCES "public"."ticket"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message" ADD CONSTRAINT "message_author_id_person_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message" ADD CONSTRAINT "message_company_id_ticket_id_ticket_company_id_id_fk" FOREIGN KEY ("company_id","ticket_id") REFERENCES "public"."ticket"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval" ADD CONSTRAINT "approval_decided_by_person_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval" ADD CONSTRAINT "approval_company_id_ticket_id_ticket_company_id_id_fk" FOREIGN KEY ("company_id","ticket_id") REFERENCES "public"."ticket"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clock" ADD CONSTRAINT "clock_company_id_ticket_id_ticket_company_id_id_fk" FOREIGN KEY ("company_id","ticket_id") REFERENCES "public"."ticket"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_actor_id_person_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_company_id_ticket_id_ticket_company_id_id_fk" FOREIGN KEY ("company_id","ticket_id") REFERENCES "public"."ticket"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "participant" ADD CONSTRAINT "participant_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "participant" ADD CONSTRAINT "participant_company_id_ticket_id_ticket_company_id_id_fk" FOREIGN KEY ("company_id","ticket_id") REFERENCES "public"."ticket"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_requester_id_person_id_fk" FOREIGN KEY ("requester_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_pm_id_person_id_fk" FOREIGN KEY ("pm_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_developer_id_person_id_fk" FOREIGN KEY ("developer_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_estimate_by_person_id_fk" FOREIGN KEY ("estimate_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_merged_into_id_ticket_id_fk" FOREIGN KEY ("merged_into_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_linked_to_id_ticket_id_fk" FOREIGN KEY ("linked_to_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_company_id_app_id_app_company_id_id_fk" FOREIGN KEY ("company_id","app_id") REFERENCES "public"."app"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_company_id_merged_into_id_ticket_company_id_id_fk" FOREIGN KEY ("company_id","merged_into_id") REFERENCES "public"."ticket"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_company_id_linked_to_id_ticket_company_id_id_fk" FOREIGN KEY ("company_id","linked_to_id") REFERENCES "public"."ticket"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "app_developer_person" ON "app_developer" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "inbound_mail_newest" ON "inbound_mail" USING btree ("received_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "inbound_mail_waiting" ON "inbound_mail" USING btree ("received_at") WHERE fate is null;--> statement-breakpoint
CREATE INDEX "inbound_mail_held" ON "inbound_mail" USING btree ("received_at" DESC NULLS LAST) WHERE fate = 'held';--> statement-breakpoint
CREATE INDEX "inbound_mail_ticket" ON "inbound_mail" USING btree ("ticket_id");--> statement-breakpoint
CREATE INDEX "inbound_mail_thread_message" ON "inbound_mail" USING btree ("thread_message_id");--> statement-breakpoint
CREATE INDEX "inbound_mail_message_id" ON "inbound_mail" USING btree ("message_id");--> statement-breakpoint
CREATE INDEX "inbound_mail_sha256" ON "inbound_mail" USING btree ("sha256");--> statement-breakpoint
CREATE INDEX "inbound_mail_from" ON "inbound_mail" USING btree ("from_address","received_at");--> statement-breakpoint
CREATE UNIQUE INDEX "outgoing_mail_once_per_event" ON "outgoing_mail" USING btree ("event_id","letter","address") WHERE event_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "outgoing_mail_once_per_message" ON "outgoing_mail" USING btree ("thread_message_id","letter","address") WHERE event_id is null and thread_message_id is not null;--> statement-breakpoint
CREATE INDEX "outgoing_mail_newest" ON "outgoing_mail" USING btree ("created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "outgoing_mail_ticket" ON "outgoing_mail" USING btree ("ticket_id","created_at");--> statement-breakpoint
CREATE INDEX "outgoing_mail_automatic" ON "outgoing_mail" USING btree ("address","created_at");--> statement-breakpoint
CREATE INDEX "reply_address_person" ON "reply_address" USING btree ("person_id","ticket_id");--> statement-breakpoint
CREATE INDEX "thread_id_ticket" ON "thread_id" USING btree ("ticket_id","at");--> statement-breakpoint
CREATE INDEX "absence_person" ON "absence" USING btree ("person_id","to");--> statement-breakpoint
CREATE INDEX "membership_person" ON "membership" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "person_email_person" ON "person_email" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "api_token_person" ON "api_token" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "session_person" ON "session" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "sign_in_browser" ON "sign_in" USING btree ("browser_hash");--> statement-breakpoint
CREATE INDEX "file_ticket" ON "file" USING btree ("ticket_id");--> statement-breakpoint
CREATE INDEX "file_message" ON "file" USING btree ("message_id");--> statement-breakpoint
CREATE INDEX "message_ticket" ON "message" USING btree ("ticket_id","at");--> statement-breakpoint
CREATE INDEX "message_search" ON "message" USING gin ("search");--> statement-breakpoint
CREATE UNIQUE INDEX "approval_one_open" ON "approval" USING btree ("ticket_id") WHERE decision is null;--> statement-breakpoint
CREATE UNIQUE INDEX "clock_one_running" ON "clock" USING btree ("ticket_id","kind") WHERE met_at is null;--> statement-breakpoint
CREATE INDEX "clock_due" ON "clock" USING btree ("due_at") WHERE met_at is null;--> statement-breakpoint
CREATE INDEX "clock_ticket" ON "clock" USING btree ("ticket_id");--> statement-breakpoint
CREATE INDEX "event_ticket" ON "event" USING btree ("ticket_id","at");--> statement-breakpoint
CREATE INDEX "participant_person" ON "participant" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "ticket_one_active_per_developer" ON "ticket" USING btree ("developer_id") WHERE stage = 'in_development' and not interrupted;--> statement-breakpoint
CREATE INDEX "ticket_open" ON "ticket" USING btree ("stage","created_at") WHERE stage <> 'closed';--> statement-breakpoint
CREATE INDEX "ticket_company_newest" ON "ticket" USING btree ("company_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "ticket_requester" ON "ticket" USING btree ("requester_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "ticket_newest" ON "ticket" USING btree ("created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "ticket_pm_open" ON "ticket" USING btree ("pm_id") WHERE stage <> 'closed';--> statement-breakpoint
CREATE INDEX "ticket_search" ON "ticket" USING gin ("search");--> statement-breakpoint
CREATE INDEX "ticket_title_trigram" ON "ticket" USING gin (title gin_trgm_ops);