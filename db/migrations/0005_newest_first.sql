DROP INDEX "inbound_mail_newest";--> statement-breakpoint
DROP INDEX "inbound_mail_held";--> statement-breakpoint
DROP INDEX "outgoing_mail_newest";--> statement-breakpoint
DROP INDEX "ticket_company_newest";--> statement-breakpoint
DROP INDEX "ticket_requester";--> statement-breakpoint
DROP INDEX "ticket_newest";--> statement-breakpoint
CREATE INDEX "outgoing_mail_undelivered" ON "outgoing_mail" USING btree ("created_at","id") WHERE delivery in ('bounced', 'failed');--> statement-breakpoint
CREATE INDEX "outgoing_mail_thread_message" ON "outgoing_mail" USING btree ("thread_message_id");--> statement-breakpoint
CREATE INDEX "ticket_updated" ON "ticket" USING btree ("updated_at","number");--> statement-breakpoint
CREATE INDEX "inbound_mail_newest" ON "inbound_mail" USING btree ("received_at","id");--> statement-breakpoint
CREATE INDEX "inbound_mail_held" ON "inbound_mail" USING btree ("received_at","id") WHERE fate = 'held';--> statement-breakpoint
CREATE INDEX "outgoing_mail_newest" ON "outgoing_mail" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "ticket_company_newest" ON "ticket" USING btree ("company_id","created_at","number");--> statement-breakpoint
CREATE INDEX "ticket_requester" ON "ticket" USING btree ("requester_id","created_at");--> statement-breakpoint
CREATE INDEX "ticket_newest" ON "ticket" USING btree ("created_at","number");