-- Which ledger did not have the claim when people decided it, if one did not. A leg that comes after that clears nothing,
-- and is taken out of the book again.
alter table reconciliation_break add column settled_without varchar(16);
create index reconciliation_break_settled_without on reconciliation_break (settled_without);
