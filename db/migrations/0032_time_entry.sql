CREATE TABLE "time_entry" (
	"id" uuid PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"ticket_id" uuid,
	"person_id" uuid NOT NULL,
	"minutes" integer NOT NULL,
	"tag" text,
	"worked_on" date NOT NULL,
	"source_key" text NOT NULL,
	"at" timestamptz NOT NULL,
	CONSTRAINT "time_entry_source_key" UNIQUE("company_id","source_key"),
	CONSTRAINT "time_entry_minutes" CHECK ("time_entry"."minutes" between 1 and 1440),
	CONSTRAINT "time_entry_tag" CHECK ("time_entry"."tag" in ('ProjectManagement', 'Meetings'))
);
--> statement-breakpoint
ALTER TABLE "event" DROP CONSTRAINT "event_action";--> statement-breakpoint
ALTER TABLE "time_entry" ADD CONSTRAINT "time_entry_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "time_entry" ADD CONSTRAINT "time_entry_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "time_entry" ADD CONSTRAINT "time_entry_company_id_ticket_id_ticket_company_id_id_fk" FOREIGN KEY ("company_id","ticket_id") REFERENCES "public"."ticket"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "time_entry_ticket" ON "time_entry" USING btree ("ticket_id");--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_action" CHECK ("event"."action" in ('open', 'remind', 'warn', 'breach', 'alarm', 'seen', 'set_aside', 'slot_taken', 'slot_freed', 'slot_extended', 'code_removed', 'split', 'participants', 'verdict', 'log_time', 'categorise', 'take', 'assign', 'ask_customer', 'answer', 'resolve', 'ask_proceed', 'escalate', 'return_to_support', 'validate', 'replicate', 'de_escalate', 'close_unresolved', 'confirm_scope', 'plan', 'estimate', 'send_estimate', 'withdraw', 'ask_about', 'approve', 'check_budget', 'decline', 'lapse', 'raise_invoice', 'record_payment', 'work_before_payment', 'change_funding', 'set_due_date', 'clear_scope', 'reorder', 'start', 'revise', 'finish', 'tick', 'fail_test', 'offer_fix', 'skip_review', 'approve_release', 'request_changes', 'undo', 'close_silent', 'move_to_production', 'release', 'return_to_development', 'close', 'reopen', 'cancel', 'merge', 'mark_duplicate', 'unmerge', 'hold', 'unhold'));--> statement-breakpoint
-- Hours are the agency's until they are reported: a contact has no right to read them; of us, who may see the ticket.
ALTER TABLE time_entry ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY staff_reads ON time_entry FOR SELECT TO signoff_staff USING (
  ticket_id IS NULL OR EXISTS (SELECT FROM ticket WHERE ticket.id = time_entry.ticket_id)
);
