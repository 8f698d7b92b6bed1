-- Money is whole fen; instants are milliseconds since 1970-01-01T00:00Z; days are clearing days.

-- The night.

-- Nights that were asked for and have not begun.
create table night_request (
  day             date   not null primary key,
  requested_at_ms bigint not null
);

-- Which process runs the night: one row. The number grows with each taking; the time is the database's own.
create table night_lease (
  id            integer      not null primary key check (id = 1),
  number        bigint       not null,
  instance      varchar(256) not null,
  token         varchar(36)  not null,
  held_until_ms bigint       not null
);

insert into night_lease (id, number, instance, token, held_until_ms) values (1, 0, '', '', 0);

-- What each transaction of the night must lock to write: as many as the holder may have open at once, all of the
-- number of its lease.
create table lease_fence (
  number bigint  not null,
  slot   integer not null,
  primary key (number, slot)
);

-- What is held, and what was decided about it.

-- A claim that is held back from clearing, and why; or, where holding is false, a difference to be known, whose claim_no
-- is '#' and its id, which is no claim's number, whose insured_city is empty where nobody names one, and whose
-- stated_claim_no is the claim that the hospital alone has.
create table reconciliation_break (
  break_id               varchar(32)  not null primary key,
  holding                boolean      default true not null,
  -- The gravest of the categories that apply, and the others, separated by commas.
  category               varchar(32)  not null,
  also                   varchar(400),
  reason                 varchar(500) not null,
  -- What people have made of it. That the claim has cleared is told by resolved_day.
  state                  varchar(16)  not null,
  opened_day             date         not null,
  resolved_day           date,
  -- The claim. The cities are those of the treatment leg; where the insured leg names others, they stand beside them.
  -- fen is negative for a reversal.
  hospital_code          varchar(12)  not null,
  claim_no               varchar(64)  not null,
  stated_claim_no        varchar(64),
  sign                   smallint     not null,
  original_claim_no      varchar(64),
  insured_city           varchar(6)   not null,
  treatment_city         varchar(6)   not null,
  other_insured_city     varchar(6),
  other_treatment_city   varchar(6),
  fen                    bigint       not null,
  -- Who has it in hand, what it waits for, and until when.
  assignee               varchar(64),
  waits_for              varchar(16),
  due_date               date,
  -- What is proposed, and by whom approved; linked_claim_no is the original that a reversal is linked to.
  resolution             varchar(24),
  deduct_fen             bigint,
  linked_claim_no        varchar(64),
  proposed_by            varchar(64),
  approved_by            varchar(64),
  -- How it cleared when it was decided: by which rule if not by people, between whom, how many claims (0: cancelled) and
  -- how much, with sign; and which ledger did not have the claim, if one did not: a leg that comes after that clears
  -- nothing, and is taken out of the book again.
  automatic              varchar(24),
  settled_insured_city   varchar(6),
  settled_treatment_city varchar(6),
  settled_claims         smallint,
  settled_fen            bigint,
  settled_without        varchar(16),
  unique (hospital_code, claim_no)
);

create index reconciliation_break_by_day on reconciliation_break (opened_day);
create index reconciliation_break_by_resolution on reconciliation_break (resolved_day);
create index reconciliation_break_settled_without on reconciliation_break (settled_without);
-- Who looks for what takes a claim back must find the linked reversals without reading all breaks.
create index reconciliation_break_linked on reconciliation_break (linked_claim_no);

-- The claims that are or were held, for whoever looks at claims and their breaks together. What is only proposed is left
-- out: decision is what two persons have agreed on, and linked_claim_no the original that they have linked a reversal to.
create view claim_break as
select break_id, hospital_code, claim_no, category, also, reason, state, opened_day, resolved_day, sign,
       original_claim_no, insured_city, treatment_city, other_insured_city, other_treatment_city, fen,
       case when state = 'APPROVED' then resolution end as decision,
       case when state = 'APPROVED' then deduct_fen end as deduct_fen,
       case when state = 'APPROVED' and resolution = 'LINK' then linked_claim_no end as linked_claim_no,
       settled_insured_city, settled_treatment_city, settled_claims, settled_fen, settled_without
from reconciliation_break
where holding;

-- The claims that clear on a day in the books of a side: those of the day that no break has ever held, and those whose
-- break was resolved on the day, as they are booked or as was decided. What clears by decision without a leg on this side
-- is shown as the other side has it. Whoever reads them names the day, and best a city of the books.
create view cleared_treatment_claim as
select c.clearing_day as day, c.treatment_city as book_city, c.insured_city as counterparty_city,
       c.sign * (c.fund_fen + c.account_fen) as cleared_fen, c.hospital_code, c.claim_no, c.sign, c.original_claim_no,
       c.person_no, c.insurance_type, c.visit_type, c.settled_at_ms, c.accepted_at_ms, c.total_fen, c.fund_fen,
       c.account_fen
from treatment_claim c
left join reconciliation_break b on b.hospital_code = c.hospital_code and b.claim_no = c.claim_no
where b.break_id is null
union all
select b.resolved_day, c.book_city, c.counterparty_city, c.sign * (c.fund_fen + c.account_fen), c.hospital_code, c.claim_no, c.sign, c.original_claim_no,
       c.person_no, c.insurance_type, c.visit_type, c.settled_at_ms, c.accepted_at_ms, c.total_fen, c.fund_fen,
       c.account_fen
from reconciliation_break b
join treatment_claim_by_identity c on c.hospital_code = b.hospital_code and c.claim_no = b.claim_no
where b.resolved_day is not null and b.settled_fen is null
union all
select b.resolved_day, b.settled_treatment_city, b.settled_insured_city, b.settled_fen, c.hospital_code, c.claim_no, c.sign, c.original_claim_no,
       c.person_no, c.insurance_type, c.visit_type, c.settled_at_ms, c.accepted_at_ms, c.total_fen, c.fund_fen,
       c.account_fen
from reconciliation_break b
join treatment_claim_by_identity c
  on c.hospital_code = b.hospital_code and c.claim_no = b.claim_no and c.clearing_day < b.resolved_day
where b.settled_claims = 1
union all
select b.resolved_day, b.settled_treatment_city, b.settled_insured_city, b.settled_fen, c.hospital_code, c.claim_no, c.sign, c.original_claim_no,
       c.person_no, c.insurance_type, c.visit_type, c.settled_at_ms, c.accepted_at_ms, c.total_fen, c.fund_fen,
       c.account_fen
from reconciliation_break b
join insured_claim_by_identity c on c.hospital_code = b.hospital_code and c.claim_no = b.claim_no
left join treatment_identity own
  on own.hospital_code = b.hospital_code and own.claim_no = b.claim_no and own.clearing_day < b.resolved_day
where b.settled_claims = 1 and own.claim_no is null;

create view cleared_insured_claim as
select c.clearing_day as day, c.insured_city as book_city, c.treatment_city as counterparty_city,
       c.sign * (c.fund_fen + c.account_fen) as cleared_fen, c.hospital_code, c.claim_no, c.sign, c.original_claim_no,
       c.person_no, c.insurance_type, c.visit_type, c.settled_at_ms, c.accepted_at_ms, c.total_fen, c.fund_fen,
       c.account_fen
from insured_claim c
left join reconciliation_break b on b.hospital_code = c.hospital_code and b.claim_no = c.claim_no
where b.break_id is null
union all
select b.resolved_day, c.book_city, c.counterparty_city, c.sign * (c.fund_fen + c.account_fen), c.hospital_code, c.claim_no, c.sign, c.original_claim_no,
       c.person_no, c.insurance_type, c.visit_type, c.settled_at_ms, c.accepted_at_ms, c.total_fen, c.fund_fen,
       c.account_fen
from reconciliation_break b
join insured_claim_by_identity c on c.hospital_code = b.hospital_code and c.claim_no = b.claim_no
where b.resolved_day is not null and b.settled_fen is null
union all
select b.resolved_day, b.settled_insured_city, b.settled_treatment_city, b.settled_fen, c.hospital_code, c.claim_no, c.sign, c.original_claim_no,
       c.person_no, c.insurance_type, c.visit_type, c.settled_at_ms, c.accepted_at_ms, c.total_fen, c.fund_fen,
       c.account_fen
from reconciliation_break b
join insured_claim_by_identity c
  on c.hospital_code = b.hospital_code and c.claim_no = b.claim_no and c.clearing_day < b.resolved_day
where b.settled_claims = 1
union all
select b.resolved_day, b.settled_insured_city, b.settled_treatment_city, b.settled_fen, c.hospital_code, c.claim_no, c.sign, c.original_claim_no,
       c.person_no, c.insurance_type, c.visit_type, c.settled_at_ms, c.accepted_at_ms, c.total_fen, c.fund_fen,
       c.account_fen
from reconciliation_break b
join treatment_claim_by_identity c on c.hospital_code = b.hospital_code and c.claim_no = b.claim_no
left join insured_identity own
  on own.hospital_code = b.hospital_code and own.claim_no = b.claim_no and own.clearing_day < b.resolved_day
where b.settled_claims = 1 and own.claim_no is null;

-- What was done about a break, in its order. A piece of evidence is named, not kept: whoever has it shows it.
create table break_event (
  break_id        varchar(32)   not null,
  number          integer       not null,
  at_ms           bigint        not null,
  actor           varchar(64)   not null,
  kind            varchar(16)   not null,
  text            varchar(1000) not null,
  evidence_name   varchar(200),
  evidence_sha256 varchar(64),
  evidence_link   varchar(500),
  primary key (break_id, number)
);

-- What became of breaks on a day: how many held a claim after it, how many were opened on it, and what cleared or was
-- cancelled of them. A later night must find the same.
create table break_tally (
  day         date   not null primary key,
  held        bigint not null,
  opened      bigint not null,
  cleared     bigint not null,
  cleared_fen bigint not null,
  cancelled   bigint not null
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

-- What cities owe each other, and its clearing in the books.

create table obligation (
  day            date       not null,
  insured_city   varchar(6) not null,
  treatment_city varchar(6) not null,
  claims         bigint     not null,
  fen            bigint     not null,
  primary key (day, insured_city, treatment_city)
);

create table bilateral_position (
  day    date       not null,
  city_a varchar(6) not null,
  city_b varchar(6) not null,
  fen    bigint     not null,
  primary key (day, city_a, city_b),
  check (city_a < city_b)
);

create table net_position (
  day            date       not null,
  city           varchar(6) not null,
  payable_fen    bigint     not null,
  receivable_fen bigint     not null,
  net_fen        bigint     not null,
  primary key (day, city),
  check (net_fen = receivable_fen - payable_fen)
);

-- The clearing of a day in the books: what moves receivables and payables into the clearing account.
create table clearing_entry (
  day               date       not null,
  book_city         varchar(6) not null,
  debit_account     smallint   not null,
  credit_account    smallint   not null,
  counterparty_city varchar(6) not null,
  fen               bigint     not null,
  primary key (day, book_city, debit_account, credit_account, counterparty_city),
  check (fen >= 0)
);

-- What is published.

create table clearing_file (
  day               date         not null,
  name              varchar(128) not null,
  city              varchar(6)   not null,
  kind              varchar(16)  not null,
  revision          integer      not null,
  sequence_number   bigint       not null,
  size_bytes        bigint       not null,
  records           bigint       not null,
  sha256            varchar(64)  not null,
  payable_claims    bigint       not null,
  payable_fen       bigint       not null,
  receivable_claims bigint       not null,
  receivable_fen    bigint       not null,
  primary key (day, name)
);

create index clearing_file_by_city on clearing_file (city, day);

create table clearing_file_acknowledgement (
  day                date         not null,
  name               varchar(128) not null,
  sha256             varchar(64)  not null,
  acknowledged_at_ms bigint       not null,
  primary key (day, name)
);

-- What came of verifying published days, each the last time. What was held after the day is known by how many claims
-- that were and by the sum of the fingerprints of their breaks.
create table verification (
  day              date    not null primary key,
  verified_at_ms   bigint  not null,
  took_ms          bigint  not null,
  claims           bigint  not null,
  files            bigint  not null,
  discrepancies    bigint  not null,
  held_claims      bigint  not null,
  held_fingerprint bigint  not null
);

-- The first discrepancies of a day.
create table verification_discrepancy (
  day      date         not null,
  number   integer      not null,
  what     varchar(200) not null,
  place    varchar(200) not null,
  expected varchar(200) not null,
  found    varchar(200) not null,
  primary key (day, number)
);

-- What became of events, and for which clearing day: one row an event, wherever it ended. code is that of a refusal, and
-- what was posted has its claim.
create view event_outcome as
select source_partition, source_offset, clearing_day, case when sign = 1 then 'SETTLEMENT' else 'REVERSAL' end as outcome, '' as code,
       hospital_code, claim_no
from treatment_claim
union all
select source_partition, source_offset, clearing_day, 'DUPLICATE', '', null, null from claim_duplicate
union all
select source_partition, source_offset, clearing_day, 'REFUSED', code, null, null from claim_refusal
union all
select source_partition, source_offset, clearing_day, 'DEAD_LETTER', '', null, null from submitted_dead_letter;
