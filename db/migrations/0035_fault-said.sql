ALTER TABLE "mailbox" ADD COLUMN "fault_said" text;--> statement-breakpoint
UPDATE "mailbox" SET "fault_said" = "fault", "fault" = 'failed' WHERE "fault" IS NOT NULL;
