-- What a break waits for, and until when; the original that a reversal is linked to; what the night resolved by itself.
alter table reconciliation_break add column due_date date;
alter table reconciliation_break add column waits_for varchar(16);
alter table reconciliation_break add column linked_claim_no varchar(64);
alter table reconciliation_break add column automatic varchar(24);

-- A piece of evidence is named, not kept: whoever has it shows it.
alter table break_event add column evidence_name varchar(200);
alter table break_event add column evidence_sha256 varchar(64);
alter table break_event add column evidence_link varchar(500);

-- category is the gravest of those that apply to the claim; the others stand here, separated by commas.
alter table reconciliation_break add column also varchar(400);
