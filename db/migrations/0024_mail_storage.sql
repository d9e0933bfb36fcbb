-- A mail is mostly what does not get smaller: attachments in base64. Trying it was a tenth of what the database does for
-- each mail.
ALTER TABLE "raw" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
--> statement-breakpoint
ALTER TABLE "outgoing_mail" ALTER COLUMN "mime" SET STORAGE EXTERNAL;
