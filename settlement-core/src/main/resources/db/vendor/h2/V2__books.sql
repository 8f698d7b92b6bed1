-- The books of both sides. H2 has no partitions: the day leads the keys, so that a day's rows stand together.
-- H2 binds a list of constants, as in (1, -1), to the session that makes the table, and so does it with what it rewrites
-- to one (a = 1 or a = -1): once that session is closed the table takes no row more. Checks here do without.

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
);

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
);

create index treatment_entry_by_day on treatment_entry (clearing_day);

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
);

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
);

create index insured_entry_by_day on insured_entry (clearing_day);

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
