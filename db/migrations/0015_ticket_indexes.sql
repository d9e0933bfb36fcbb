CREATE INDEX "ticket_company_open" ON "ticket" USING btree ("company_id") WHERE stage <> 'closed';--> statement-breakpoint
CREATE INDEX "ticket_company_closed" ON "ticket" USING btree ("company_id","closed_at") WHERE stage = 'closed';--> statement-breakpoint
CREATE INDEX "ticket_linked" ON "ticket" USING btree ("linked_to_id") WHERE linked_to_id is not null;--> statement-breakpoint
CREATE INDEX "ticket_merged" ON "ticket" USING btree ("merged_into_id") WHERE merged_into_id is not null;