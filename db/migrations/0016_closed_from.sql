ALTER TABLE "ticket" ADD COLUMN "closed_from" text;--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "client_target_date" date;--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "de_escalation_reason" text;--> statement-breakpoint
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_closed_from" CHECK ("ticket"."closed_from" in ('new', 'investigating', 'needs_info', 'validating', 'replicating', 'estimating', 'approval', 'invoicing', 'awaiting_payment', 'planned', 'in_development', 'testing', 'staging_review', 'approved', 'mtp', 'released', 'closed'));--> statement-breakpoint
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_de_escalation_reason" CHECK ("ticket"."de_escalation_reason" in ('not_reproducible', 'information_missing', 'another_problem', 'criteria_unclear', 'works_as_intended', 'other'));--> statement-breakpoint
-- What is closed already: where it stood was written where a question keeps where it was asked.
UPDATE "ticket" SET
  "closed_from" = CASE WHEN "resolution" <> 'no_feedback' THEN "came_from" WHEN "came_from" = 'testing' THEN 'staging_review' ELSE 'needs_info' END,
  "came_from" = CASE WHEN "resolution" = 'no_feedback' AND "came_from" <> 'testing' THEN "came_from" END
WHERE "stage" = 'closed' AND "came_from" IS NOT NULL;
