-- The life of a break. state is what people have made of it; that its claim has cleared is told by resolved_day. What
-- settled_… says is how it cleared when people decided it: to whom, how many claims (0: cancelled) and how much, with sign.
alter table reconciliation_break add column assignee varchar(64);
alter table reconciliation_break add column resolution varchar(24);
alter table reconciliation_break add column deduct_fen bigint;
alter table reconciliation_break add column proposed_by varchar(64);
alter table reconciliation_break add column approved_by varchar(64);
alter table reconciliation_break add column settled_insured_city varchar(6);
alter table reconciliation_break add column settled_treatment_city varchar(6);
alter table reconciliation_break add column settled_claims smallint;
alter table reconciliation_break add column settled_fen bigint;

-- What was done about a break, in its order.
create table break_event (
  break_id varchar(32)   not null,
  number   integer       not null,
  at_ms    bigint        not null,
  actor    varchar(64)   not null,
  kind     varchar(16)   not null,
  text     varchar(1000) not null,
  primary key (break_id, number)
);

-- What a decision adds to a book beside the claim's own entry, or takes from it; negative takes. The ledger has one
-- entry for each row.
create table correction (
  day               date        not null,
  side              varchar(16) not null,
  hospital_code     varchar(12) not null,
  claim_no          varchar(64) not null,
  book_city         varchar(6)  not null,
  counterparty_city varchar(6)  not null,
  fen               bigint      not null,
  primary key (day, side, hospital_code, claim_no, book_city, counterparty_city),
  check (fen <> 0)
);
