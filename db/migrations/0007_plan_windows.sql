ALTER TABLE "plan" ADD COLUMN "windows_changed_at" timestamptz;--> statement-breakpoint
ALTER TABLE "plan" ADD COLUMN "windows_changed_by" uuid;--> statement-breakpoint
ALTER TABLE "plan" ADD CONSTRAINT "plan_windows_changed_by_person_id_fk" FOREIGN KEY ("windows_changed_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan" ADD CONSTRAINT "plan_windows" CHECK (jsonb_typeof("plan"."windows") = 'object' and
        jsonb_array_length(jsonb_path_query_array("plan"."windows", '$.*')) = jsonb_array_length(jsonb_path_query_array("plan"."windows",
          '$.* ? ((@.hours >= 1 && @.hours <= 24) || @.days == 1 || @.days == 2 || @.days == 3)')));--> statement-breakpoint
ALTER TABLE "plan" ADD CONSTRAINT "plan_windows_changed" CHECK (("plan"."windows_changed_at" is null) = ("plan"."windows_changed_by" is null));