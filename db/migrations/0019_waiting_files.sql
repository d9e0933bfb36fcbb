-- A file sent ahead of its words is its sender's alone until a message names it.
DROP POLICY contact_reads ON file;
--> statement-breakpoint
CREATE POLICY contact_reads ON file FOR SELECT TO signoff_contact USING (
  visibility = 'public'
  AND (
    (ticket_id IS NOT NULL AND message_id IS NOT NULL AND EXISTS (SELECT FROM ticket WHERE ticket.id = file.ticket_id))
    OR (company_id = ANY ((SELECT scope_companies())::uuid[]) AND uploaded_by = (SELECT scope_person()))
  )
);
