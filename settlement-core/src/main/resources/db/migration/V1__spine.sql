-- The engine's tables. Money is whole fen; instants are milliseconds since 1970-01-01T00:00Z; days are clearing days.

create table city (
  city_code      varchar(6)   not null,
  name_zh        varchar(64)  not null,
  name_en        varchar(64)  not null,
  province_code  varchar(6)   not null,
  metro_circle   boolean      not null,
  population_10k integer      not null,
  valid_from     date         not null,
  valid_to       date,
  primary key (city_code, valid_from)
);

create table hospital (
  hospital_code varchar(12)  not null,
  name_zh       varchar(128) not null,
  city_code     varchar(6)   not null,
  tier          smallint     not null,
  valid_from    date         not null,
  valid_to      date,
  primary key (hospital_code, valid_from)
);

-- valid_to is exclusive in both tables; null means until further notice.

create table clearing_day (
  day        date        not null primary key,
  cut_off_ms bigint      not null,
  state      varchar(16) not null
);

create table account (
  account smallint    not null primary key,
  name    varchar(32) not null
);

insert into account (account, name) values
  (1, 'RECEIVABLE'),
  (2, 'PAYABLE_TO_HOSPITAL'),
  (3, 'BENEFIT_EXPENSE'),
  (4, 'PAYABLE'),
  (5, 'CLEARING');

-- Which reversals name which original, as the hospital's side knows them.
create table reversal (
  hospital_code     varchar(12) not null,
  original_claim_no varchar(64) not null,
  claim_no          varchar(64) not null,
  source_partition  integer     not null,
  source_offset     bigint      not null,
  primary key (hospital_code, original_claim_no, claim_no)
);

-- What became of events that were not posted. An event is named by its place in claims.submitted.
create table claim_duplicate (
  source_partition integer     not null,
  source_offset    bigint      not null,
  clearing_day     date        not null,
  hospital_code    varchar(12) not null,
  claim_no         varchar(64) not null,
  accepted_at_ms   bigint      not null,
  primary key (source_partition, source_offset)
);

create index claim_duplicate_by_day on claim_duplicate (clearing_day);
create index claim_duplicate_by_claim on claim_duplicate (hospital_code, claim_no);

create table claim_refusal (
  source_partition integer      not null,
  source_offset    bigint       not null,
  clearing_day     date         not null,
  hospital_code    varchar(64),
  claim_no         varchar(64),
  code             varchar(32)  not null,
  pointer          varchar(128) not null,
  message          varchar(500) not null,
  accepted_at_ms   bigint       not null,
  primary key (source_partition, source_offset)
);

create index claim_refusal_by_day on claim_refusal (clearing_day);
create index claim_refusal_by_claim on claim_refusal (hospital_code, claim_no);

create table dead_letter (
  source_partition integer      not null,
  source_offset    bigint       not null,
  clearing_day     date         not null,
  reason           varchar(500) not null,
  size_bytes       integer      not null,
  accepted_at_ms   bigint       not null,
  primary key (source_partition, source_offset)
);

create index dead_letter_by_day on dead_letter (clearing_day);
create index dead_letter_by_time on dead_letter (accepted_at_ms, source_partition, source_offset);

-- How far the ledgers and the register have read their topics. It is written with what was read, so
-- that the two never disagree, whatever was lost in a crash.
create table reader_progress (
  topic           varchar(64) not null,
  topic_partition integer     not null,
  next_offset     bigint      not null,
  primary key (topic, topic_partition)
);

-- A claim that is held back from clearing, and why. Released on resolved_day, when it clears. The cities are those of
-- the treatment leg; where the insured leg names others, they stand beside them. fen is negative for a reversal.
create table reconciliation_break (
  break_id             varchar(32)  not null primary key,
  category             varchar(32)  not null,
  state                varchar(16)  not null,
  opened_day           date         not null,
  resolved_day         date,
  hospital_code        varchar(12)  not null,
  claim_no             varchar(64)  not null,
  sign                 smallint     not null,
  original_claim_no    varchar(64),
  insured_city         varchar(6)   not null,
  treatment_city       varchar(6)   not null,
  other_insured_city   varchar(6),
  other_treatment_city varchar(6),
  fen                  bigint       not null,
  reason               varchar(500) not null,
  unique (hospital_code, claim_no)
);

create index reconciliation_break_by_day on reconciliation_break (opened_day);
create index reconciliation_break_by_resolution on reconciliation_break (resolved_day);

-- Where each partition of claims.submitted stood at the cut-off, and how many events the day holds.
create table clearing_watermark (
  day              date    not null,
  source_partition integer not null,
  end_offset       bigint  not null,
  events           bigint  not null,
  primary key (day, source_partition)
);

-- Nights that were asked for and have not begun.
create table night_request (
  day             date   not null primary key,
  requested_at_ms bigint not null
);

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

create table clearing_file (
  day             date         not null,
  name            varchar(128) not null,
  city            varchar(6)   not null,
  kind            varchar(16)  not null,
  revision        integer      not null,
  sequence_number bigint       not null,
  size_bytes      bigint       not null,
  records         bigint       not null,
  sha256          varchar(64)  not null,
  payable_claims    bigint     not null,
  payable_fen       bigint     not null,
  receivable_claims bigint     not null,
  receivable_fen    bigint     not null,
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
