-- Where an app had one address for testing it has an environment now.
INSERT INTO "staging_environment" ("id", "company_id", "app_id", "name", "url")
  SELECT gen_random_uuid(), "company_id", "id", 'Staging', "staging_url" FROM "app" WHERE "staging_url" ~ '^https?://';--> statement-breakpoint
ALTER TABLE "app" DROP COLUMN "staging_url";