-- The second lock: a contact's reads run as this role, which sees rows of the contact's companies only, and no notes.
-- The first lock is the scoped query (db/scope.ts), which also sets the three settings the policies ask for.
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'signoff_contact') THEN
    CREATE ROLE signoff_contact NOLOGIN;
  END IF;
EXCEPTION
  -- Roles belong to the server, not to the database: another database may be migrating at this very moment.
  WHEN duplicate_object OR unique_violation THEN NULL;
  WHEN insufficient_privilege THEN
    RAISE EXCEPTION 'The database user % may not create roles. Run once as a superuser: CREATE ROLE signoff_contact NOLOGIN; GRANT signoff_contact TO %', current_user, current_user;
END $$;
--> statement-breakpoint
DO $$ BEGIN
  EXECUTE format('GRANT signoff_contact TO %I', current_user);
EXCEPTION
  -- Whoever may not grant it was granted it by the superuser who made it; if not, the first read of a contact says so.
  WHEN insufficient_privilege THEN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION scope_person() RETURNS uuid STABLE PARALLEL SAFE LANGUAGE sql
  RETURN nullif(current_setting('signoff.person', true), '')::uuid;
--> statement-breakpoint
CREATE FUNCTION scope_companies() RETURNS uuid[] STABLE PARALLEL SAFE LANGUAGE sql
  RETURN coalesce(nullif(current_setting('signoff.companies', true), ''), '{}')::uuid[];
--> statement-breakpoint
CREATE FUNCTION scope_shared_companies() RETURNS uuid[] STABLE PARALLEL SAFE LANGUAGE sql
  RETURN coalesce(nullif(current_setting('signoff.shared_companies', true), ''), '{}')::uuid[];
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO signoff_contact;
--> statement-breakpoint
GRANT SELECT ON agency, calendar, plan, company, app, ticket, participant, clock, approval, message, file, membership, person_email TO signoff_contact;
--> statement-breakpoint
GRANT SELECT (id, kind, name) ON person TO signoff_contact;
--> statement-breakpoint
GRANT SELECT (id, ticket_id, company_id, action, from_stage, to_stage, actor_kind, actor_id, channel, at) ON event TO signoff_contact;
--> statement-breakpoint
ALTER TABLE company ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY contact_reads ON company FOR SELECT TO signoff_contact USING (id = ANY ((SELECT scope_companies())::uuid[]));
--> statement-breakpoint
ALTER TABLE app ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY contact_reads ON app FOR SELECT TO signoff_contact USING (company_id = ANY ((SELECT scope_companies())::uuid[]));
--> statement-breakpoint
ALTER TABLE membership ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY contact_reads ON membership FOR SELECT TO signoff_contact USING (company_id = ANY ((SELECT scope_companies())::uuid[]));
--> statement-breakpoint
ALTER TABLE person ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY contact_reads ON person FOR SELECT TO signoff_contact USING (
  kind = 'staff' OR EXISTS (SELECT FROM membership WHERE membership.person_id = person.id)
);
--> statement-breakpoint
ALTER TABLE person_email ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY contact_reads ON person_email FOR SELECT TO signoff_contact USING (
  EXISTS (SELECT FROM membership WHERE membership.person_id = person_email.person_id)
);
--> statement-breakpoint
ALTER TABLE participant ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY contact_reads ON participant FOR SELECT TO signoff_contact USING (company_id = ANY ((SELECT scope_companies())::uuid[]));
--> statement-breakpoint
ALTER TABLE ticket ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY contact_reads ON ticket FOR SELECT TO signoff_contact USING (
  company_id = ANY ((SELECT scope_companies())::uuid[])
  AND (
    (company_id = ANY ((SELECT scope_shared_companies())::uuid[]) AND issue_type IS DISTINCT FROM 'security')
    OR requester_id = (SELECT scope_person())
    OR EXISTS (SELECT FROM participant WHERE participant.ticket_id = ticket.id AND participant.person_id = (SELECT scope_person()))
  )
);
--> statement-breakpoint
ALTER TABLE clock ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY contact_reads ON clock FOR SELECT TO signoff_contact USING (EXISTS (SELECT FROM ticket WHERE ticket.id = clock.ticket_id));
--> statement-breakpoint
ALTER TABLE event ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY contact_reads ON event FOR SELECT TO signoff_contact USING (EXISTS (SELECT FROM ticket WHERE ticket.id = event.ticket_id));
--> statement-breakpoint
ALTER TABLE approval ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY contact_reads ON approval FOR SELECT TO signoff_contact USING (EXISTS (SELECT FROM ticket WHERE ticket.id = approval.ticket_id));
--> statement-breakpoint
ALTER TABLE message ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY contact_reads ON message FOR SELECT TO signoff_contact USING (
  visibility = 'public' AND EXISTS (SELECT FROM ticket WHERE ticket.id = message.ticket_id)
);
--> statement-breakpoint
ALTER TABLE file ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY contact_reads ON file FOR SELECT TO signoff_contact USING (
  visibility = 'public'
  AND (
    (ticket_id IS NOT NULL AND EXISTS (SELECT FROM ticket WHERE ticket.id = file.ticket_id))
    OR (company_id = ANY ((SELECT scope_companies())::uuid[]) AND uploaded_by = (SELECT scope_person()))
  )
);
--> statement-breakpoint
-- History is appended, never rewritten, whoever asks.
CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The history of a ticket is append only: % on % is refused.', TG_OP, TG_TABLE_NAME;
END $$;
--> statement-breakpoint
CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
