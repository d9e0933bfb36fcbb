ALTER TABLE "person" ADD COLUMN "pictures_of" uuid[] DEFAULT '{}'::uuid[] NOT NULL;--> statement-breakpoint
ALTER TABLE "message" ADD COLUMN "remote_pictures" boolean DEFAULT false NOT NULL;--> statement-breakpoint
UPDATE "message" SET "remote_pictures" = true WHERE "own_shape" AND "html" ~* '<img\s([^>]*\s)?src\s*=\s*["'']?\s*https?:';
