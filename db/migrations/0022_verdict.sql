CREATE TABLE "verdict" (
	"ticket_id" uuid NOT NULL,
	"company_id" uuid NOT NULL,
	"closed_at" timestamptz NOT NULL,
	"solved" boolean NOT NULL,
	"person_id" uuid NOT NULL,
	"at" timestamptz NOT NULL,
	CONSTRAINT "verdict_ticket_id_closed_at_pk" PRIMARY KEY("ticket_id","closed_at")
);
--> statement-breakpoint
ALTER TABLE "event" DROP CONSTRAINT "event_action";--> statement-breakpoint
ALTER TABLE "verdict" ADD CONSTRAINT "verdict_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verdict" ADD CONSTRAINT "verdict_company_id_ticket_id_ticket_company_id_id_fk" FOREIGN KEY ("company_id","ticket_id") REFERENCES "public"."ticket"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_action" CHECK ("event"."action" in ('open', 'remind', 'warn', 'breach', 'alarm', 'seen', 'set_aside', 'slot_taken', 'slot_freed', 'slot_extended', 'code_removed', 'split', 'participants', 'verdict', 'categorise', 'take', 'assign', 'ask_customer', 'answer', 'resolve', 'ask_proceed', 'escalate', 'return_to_support', 'validate', 'replicate', 'de_escalate', 'close_unresolved', 'confirm_scope', 'plan', 'estimate', 'send_estimate', 'withdraw', 'ask_about', 'approve', 'check_budget', 'decline', 'lapse', 'raise_invoice', 'record_payment', 'work_before_payment', 'change_funding', 'set_due_date', 'clear_scope', 'reorder', 'start', 'revise', 'finish', 'tick', 'fail_test', 'offer_fix', 'skip_review', 'approve_release', 'request_changes', 'undo', 'close_silent', 'move_to_production', 'release', 'return_to_development', 'close', 'reopen', 'cancel', 'merge', 'mark_duplicate', 'unmerge', 'hold', 'unhold'));
--> statement-breakpoint
-- A contact reads what was said of the tickets they see, and by which colleague.
GRANT SELECT ON verdict TO signoff_contact;
--> statement-breakpoint
ALTER TABLE verdict ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY contact_reads ON verdict FOR SELECT TO signoff_contact USING (EXISTS (SELECT FROM ticket WHERE ticket.id = verdict.ticket_id));
