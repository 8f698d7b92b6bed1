-- The books of both sides, with a partition for each clearing day, made ahead by the ledgers. What comes for a day
-- without one goes to the partition of all other days, so that nothing is ever refused for want of a partition.

-- Every claim there ever was, for as long as the engine lives. It tells a repeated claim from a new one and says where
-- the claim is kept. A hospital numbers its claims in order, so new rows come to the same few pages of the index.
create table treatment_identity (
  hospital_code    varchar(12) not null,
  claim_no         varchar(64) not null,
  clearing_day     date        not null,
  book_city        varchar(6)  not null,
  source_partition integer     not null,
  source_offset    bigint      not null,
  content_hash     bigint      not null,
  primary key (hospital_code, claim_no)
);

create table treatment_claim (
  hospital_code     varchar(12) not null,
  claim_no          varchar(64) not null,
  clearing_day      date        not null,
  sign              smallint    not null,
  original_claim_no varchar(64),
  insured_city      varchar(6)  not null,
  treatment_city    varchar(6)  not null,
  person_no         varchar(128) not null,
  insurance_type    varchar(8)  not null,
  visit_type        varchar(8)  not null,
  settled_at_ms     bigint      not null,
  accepted_at_ms    bigint      not null,
  total_fen         bigint      not null,
  fund_fen          bigint      not null,
  account_fen       bigint      not null,
  cash_fen          bigint      not null,
  detail_json       varchar(4000),
  content_hash      bigint      not null,
  source_partition  integer     not null,
  source_offset     bigint      not null,
  posted_at_ms      bigint      not null,
  primary key (clearing_day, treatment_city, source_partition, source_offset),
  check (abs(sign) = 1),
  check (total_fen = fund_fen + account_fen + cash_fen)
) partition by range (clearing_day);

create table treatment_claim_other partition of treatment_claim default;

-- One row is one balanced entry: the same fen on the debit and on the credit side.
create table treatment_entry (
  clearing_day      date        not null,
  book_city         varchar(6)  not null,
  debit_account     smallint    not null,
  credit_account    smallint    not null,
  counterparty_city varchar(6)  not null,
  fen               bigint      not null,
  hospital_code     varchar(12) not null,
  claim_no          varchar(64) not null,
  check (fen >= 0),
  check (debit_account <> credit_account)
) partition by range (clearing_day);

create table treatment_entry_other partition of treatment_entry default;

create table insured_identity (
  hospital_code    varchar(12) not null,
  claim_no         varchar(64) not null,
  clearing_day     date        not null,
  book_city        varchar(6)  not null,
  source_partition integer     not null,
  source_offset    bigint      not null,
  content_hash     bigint      not null,
  primary key (hospital_code, claim_no)
);

create table insured_claim (
  hospital_code     varchar(12) not null,
  claim_no          varchar(64) not null,
  clearing_day      date        not null,
  sign              smallint    not null,
  original_claim_no varchar(64),
  insured_city      varchar(6)  not null,
  treatment_city    varchar(6)  not null,
  person_no         varchar(128) not null,
  insurance_type    varchar(8)  not null,
  visit_type        varchar(8)  not null,
  settled_at_ms     bigint      not null,
  accepted_at_ms    bigint      not null,
  total_fen         bigint      not null,
  fund_fen          bigint      not null,
  account_fen       bigint      not null,
  cash_fen          bigint      not null,
  detail_json       varchar(4000),
  content_hash      bigint      not null,
  source_partition  integer     not null,
  source_offset     bigint      not null,
  posted_at_ms      bigint      not null,
  primary key (clearing_day, insured_city, source_partition, source_offset),
  check (abs(sign) = 1),
  check (total_fen = fund_fen + account_fen + cash_fen)
) partition by range (clearing_day);

create table insured_claim_other partition of insured_claim default;

create table insured_entry (
  clearing_day      date        not null,
  book_city         varchar(6)  not null,
  debit_account     smallint    not null,
  credit_account    smallint    not null,
  counterparty_city varchar(6)  not null,
  fen               bigint      not null,
  hospital_code     varchar(12) not null,
  claim_no          varchar(64) not null,
  check (fen >= 0),
  check (debit_account <> credit_account)
) partition by range (clearing_day);

create table insured_entry_other partition of insured_entry default;

-- The claims of the ledger by their identity, wherever in history they are kept.
create view treatment_claim_by_identity as
select i.hospital_code, i.claim_no, i.clearing_day, i.book_city, c.insured_city as counterparty_city, c.sign,
       c.original_claim_no, c.insured_city, c.treatment_city, c.person_no, c.insurance_type, c.visit_type,
       c.settled_at_ms, c.accepted_at_ms, c.total_fen, c.fund_fen, c.account_fen, c.cash_fen, c.detail_json,
       c.content_hash, c.source_partition, c.source_offset, c.posted_at_ms
from treatment_identity i
join treatment_claim c
  on c.clearing_day = i.clearing_day and c.treatment_city = i.book_city
  and c.source_partition = i.source_partition and c.source_offset = i.source_offset;

-- The claims of the ledger by their identity, wherever in history they are kept.
create view insured_claim_by_identity as
select i.hospital_code, i.claim_no, i.clearing_day, i.book_city, c.treatment_city as counterparty_city, c.sign,
       c.original_claim_no, c.insured_city, c.treatment_city, c.person_no, c.insurance_type, c.visit_type,
       c.settled_at_ms, c.accepted_at_ms, c.total_fen, c.fund_fen, c.account_fen, c.cash_fen, c.detail_json,
       c.content_hash, c.source_partition, c.source_offset, c.posted_at_ms
from insured_identity i
join insured_claim c
  on c.clearing_day = i.clearing_day and c.insured_city = i.book_city
  and c.source_partition = i.source_partition and c.source_offset = i.source_offset;
