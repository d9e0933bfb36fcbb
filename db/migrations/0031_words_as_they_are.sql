-- Each word once, in order: to squeeze that gains nothing, and cost more than all else of writing it.
ALTER TABLE "ticket_words" ALTER COLUMN "public_words" SET STORAGE EXTERNAL, ALTER COLUMN "all_words" SET STORAGE EXTERNAL;
