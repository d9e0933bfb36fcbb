-- What of the process a contact reads: the company’s own environments, workflows and pages; rounds of tickets they see.
GRANT SELECT ON staging_environment, document_page, document_revision, workflow, workflow_revision, slot, offer, screenshot TO signoff_contact;
--> statement-breakpoint
ALTER TABLE staging_environment ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY contact_reads ON staging_environment FOR SELECT TO signoff_contact USING (company_id = ANY ((SELECT scope_companies())::uuid[]));
--> statement-breakpoint
ALTER TABLE document_page ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY contact_reads ON document_page FOR SELECT TO signoff_contact USING (company_id = ANY ((SELECT scope_companies())::uuid[]));
--> statement-breakpoint
ALTER TABLE document_revision ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY contact_reads ON document_revision FOR SELECT TO signoff_contact USING (company_id = ANY ((SELECT scope_companies())::uuid[]));
--> statement-breakpoint
ALTER TABLE workflow ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY contact_reads ON workflow FOR SELECT TO signoff_contact USING (company_id = ANY ((SELECT scope_companies())::uuid[]));
--> statement-breakpoint
ALTER TABLE workflow_revision ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY contact_reads ON workflow_revision FOR SELECT TO signoff_contact USING (company_id = ANY ((SELECT scope_companies())::uuid[]));
--> statement-breakpoint
ALTER TABLE slot ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY contact_reads ON slot FOR SELECT TO signoff_contact USING (EXISTS (SELECT FROM ticket WHERE ticket.id = slot.ticket_id));
--> statement-breakpoint
ALTER TABLE offer ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY contact_reads ON offer FOR SELECT TO signoff_contact USING (EXISTS (SELECT FROM ticket WHERE ticket.id = offer.ticket_id));
--> statement-breakpoint
ALTER TABLE screenshot ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY contact_reads ON screenshot FOR SELECT TO signoff_contact USING (EXISTS (SELECT FROM ticket WHERE ticket.id = screenshot.ticket_id));
--> statement-breakpoint
-- A closed ticket holds no place on staging, and waits for none (spec §5): looked at when the transaction ends.
CREATE FUNCTION refuse_slot_of_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM slot JOIN ticket ON ticket.id = slot.ticket_id
    WHERE slot.freed_at IS NULL AND ticket.stage = 'closed'
      AND ticket.id = CASE TG_TABLE_NAME WHEN 'slot' THEN (to_jsonb(NEW) ->> 'ticket_id')::uuid ELSE (to_jsonb(NEW) ->> 'id')::uuid END) THEN
    RAISE EXCEPTION 'A closed ticket may not hold a place on staging.' USING ERRCODE = 'check_violation', CONSTRAINT = 'slot_of_open_ticket';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER slot_of_open_ticket AFTER INSERT OR UPDATE ON slot
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_slot_of_closed();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER ticket_closed_without_slot AFTER UPDATE OF stage ON ticket
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.stage = 'closed') EXECUTE FUNCTION refuse_slot_of_closed();
