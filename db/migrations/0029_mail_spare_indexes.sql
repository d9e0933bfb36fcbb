DROP INDEX "inbound_mail_ticket";--> statement-breakpoint
DROP INDEX "inbound_mail_thread_message";--> statement-breakpoint
DROP INDEX "inbound_mail_message_id";--> statement-breakpoint
DROP INDEX "inbound_mail_from";--> statement-breakpoint
DROP INDEX "outgoing_mail_digest";--> statement-breakpoint
CREATE INDEX "inbound_mail_ticket" ON "inbound_mail" USING btree ("ticket_id") WHERE ticket_id is not null;--> statement-breakpoint
CREATE INDEX "inbound_mail_thread_message" ON "inbound_mail" USING btree ("thread_message_id") WHERE thread_message_id is not null;--> statement-breakpoint
CREATE INDEX "inbound_mail_message_id" ON "inbound_mail" USING btree ("message_id") WHERE message_id is not null;--> statement-breakpoint
CREATE INDEX "inbound_mail_from" ON "inbound_mail" USING btree ("from_address","received_at") WHERE from_address is not null;--> statement-breakpoint
CREATE INDEX "outgoing_mail_digest" ON "outgoing_mail" USING btree ("digest_id") WHERE digest_id is not null;--> statement-breakpoint
-- The count of its tries is written beside the mail itself, without touching any index: room for that is left.
ALTER TABLE "inbound_mail" SET (fillfactor = 60);
