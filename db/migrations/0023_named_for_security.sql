ALTER TABLE "staff_role" DROP CONSTRAINT "staff_role_role";--> statement-breakpoint
ALTER TABLE "staff_role" ADD CONSTRAINT "staff_role_role" CHECK ("staff_role"."role" in ('pm', 'support_lead', 'developer', 'triage', 'qa', 'account_manager', 'accounts', 'budget_controller', 'security', 'admin'));--> statement-breakpoint
-- Whose stages a problem about security goes through is named for it until an admin says otherwise.
INSERT INTO staff_role (person_id, person_kind, role)
SELECT DISTINCT person_id, person_kind, 'security' FROM staff_role WHERE role IN ('triage', 'qa', 'support_lead');
--> statement-breakpoint
-- Reads of staff who are not named for security run as this role, to which others' tickets about it do not exist (R126).
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'signoff_staff') THEN
    CREATE ROLE signoff_staff NOLOGIN;
  END IF;
EXCEPTION
  -- Roles belong to the server, not to the database: another database may be migrating at this very moment.
  WHEN duplicate_object OR unique_violation THEN NULL;
  WHEN insufficient_privilege THEN
    RAISE EXCEPTION 'The database user % may not create roles. Run once as a superuser: CREATE ROLE signoff_staff NOLOGIN; GRANT signoff_staff TO %', current_user, current_user;
END $$;
--> statement-breakpoint
DO $$ BEGIN
  EXECUTE format('GRANT signoff_staff TO %I', current_user);
EXCEPTION
  WHEN insufficient_privilege THEN NULL;
END $$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO signoff_staff;
--> statement-breakpoint
GRANT SELECT ON ALL TABLES IN SCHEMA public TO signoff_staff;
--> statement-breakpoint
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO signoff_staff;
--> statement-breakpoint
ALTER TABLE outgoing_mail ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE inbound_mail ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
-- What hangs on a ticket exists with it, and all else as it did.
DO $$
DECLARE
  guarded name;
BEGIN
  FOR guarded IN SELECT relname FROM pg_class
    WHERE relrowsecurity AND relnamespace = 'public'::regnamespace AND relname <> 'ticket'
  LOOP
    EXECUTE format('CREATE POLICY staff_reads ON %I FOR SELECT TO signoff_staff USING (%s)', guarded,
      CASE WHEN guarded IN ('message', 'file', 'event', 'approval', 'slot', 'offer', 'verdict', 'outgoing_mail', 'inbound_mail')
        THEN format('ticket_id IS NULL OR EXISTS (SELECT FROM ticket WHERE ticket.id = %I.ticket_id)', guarded)
        ELSE 'true' END);
  END LOOP;
END $$;
--> statement-breakpoint
CREATE POLICY staff_reads ON ticket FOR SELECT TO signoff_staff USING (
  issue_type IS DISTINCT FROM 'security'
  OR pm_id = (SELECT scope_person()) OR developer_id = (SELECT scope_person())
);
