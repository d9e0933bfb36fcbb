ALTER TABLE "ticket" ADD COLUMN "awaits_payment" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "ticket_awaits_payment" ON "ticket" USING btree ("id") WHERE awaits_payment;