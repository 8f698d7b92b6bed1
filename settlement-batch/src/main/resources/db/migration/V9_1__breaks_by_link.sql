-- Who looks for what takes a claim back must find the reversals that people have linked to it without reading all breaks.
create index reconciliation_break_linked on reconciliation_break (linked_claim_no);
