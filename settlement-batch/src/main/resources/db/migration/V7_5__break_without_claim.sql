-- A break that holds no claim is a difference to be known: its claim_no is '#' and its id, which is no claim's number,
-- its insured_city is empty where nobody names one, and stated_claim_no is the claim that the hospital alone has.
alter table reconciliation_break add column holding boolean default true not null;
alter table reconciliation_break add column stated_claim_no varchar(64);
