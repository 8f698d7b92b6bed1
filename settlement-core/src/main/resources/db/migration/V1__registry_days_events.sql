-- Money is whole fen; instants are milliseconds since 1970-01-01T00:00Z; days are clearing days.

-- The registry. valid_to is exclusive; null means until further notice.

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

-- The clearing days.

-- confirmed_by has confirmed the provisional results of the day, while it is provisional.
create table clearing_day (
  day          date        not null primary key,
  cut_off_ms   bigint      not null,
  state        varchar(16) not null,
  confirmed_by varchar(64)
);

-- The days that never change any more.
create view sealed_day as
select day, cut_off_ms from clearing_day where state in ('PUBLISHED', 'ACKNOWLEDGED');

-- Everything that was ever done to a day: each change of its state, and, where both states are the same, what else was
-- decided about it. number counts from 1.
create table clearing_day_transition (
  day        date        not null,
  number     integer     not null,
  from_state varchar(16) not null,
  to_state   varchar(16) not null,
  at_ms      bigint      not null,
  actor      varchar(64) not null,
  reason     varchar(500),
  primary key (day, number)
);

-- Where each partition of claims.submitted stood at the cut-off, and how many events the day holds.
create table clearing_watermark (
  day              date    not null,
  source_partition integer not null,
  end_offset       bigint  not null,
  events           bigint  not null,
  primary key (day, source_partition)
);

-- The accounts that entries are booked on.
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

-- Events of any topic that cannot be taken. Their bytes stay in Kafka. The submitted event that one of them counts for,
-- and its clearing day, are absent where the accounts of events miss none. What an operator has done with it stands in
-- resolution, once something is done.
create table dead_letter (
  topic            varchar(64)  not null,
  topic_partition  integer      not null,
  topic_offset     bigint       not null,
  source_partition integer,
  source_offset    bigint,
  clearing_day     date,
  reason           varchar(500) not null,
  size_bytes       integer      not null,
  sha256           varchar(64)  not null,
  excerpt          varchar(160) not null,
  appended_at_ms   bigint       not null,
  resolution       varchar(8),
  resolved_by      varchar(64),
  resolved_at_ms   bigint,
  primary key (topic, topic_partition, topic_offset),
  unique (source_partition, source_offset)
);

create index dead_letter_by_day on dead_letter (clearing_day);
create index dead_letter_by_time on dead_letter (appended_at_ms, topic, topic_partition, topic_offset);

-- The submitted events that ended as dead letters.
create view submitted_dead_letter as
select source_partition, source_offset, clearing_day from dead_letter where clearing_day is not null;

-- What the engine's own events on Kafka are authenticated by: 32 random bytes, made by the first process, encrypted by a
-- key of the key file.
create table event_key (
  id         smallint     not null primary key,
  sealed_key varchar(256) not null,
  check (id = 1)
);

-- How far the ledgers and the register have read their topics. It is written with what was read, so
-- that the two never disagree, whatever was lost in a crash.
create table reader_progress (
  topic           varchar(64) not null,
  topic_partition integer     not null,
  next_offset     bigint      not null,
  primary key (topic, topic_partition)
);

-- What hospitals say of their own days, to be held against the treatment ledger. The day leads the keys, so that what a
-- day costs does not grow with the days before it.

-- Totals. An empty insured city or insurance type stands for all of them. With reversals left out, the figures are those
-- of the settlements alone; else reversals are counted and their amounts are taken off.
create table hospital_statement (
  day                date        not null,
  hospital_code      varchar(12) not null,
  insured_city       varchar(6)  not null,
  insurance_type     varchar(8)  not null,
  treatment_city     varchar(6)  not null,
  reversals_included boolean     not null,
  claims             bigint      not null,
  total_fen          bigint      not null,
  fund_fen           bigint      not null,
  account_fen        bigint      not null,
  received_at_ms     bigint      not null,
  primary key (day, hospital_code, insured_city, insurance_type),
  check (claims >= 0)
);

-- That a hospital has sent its claims one by one, and how many.
create table hospital_statement_detail (
  day            date        not null,
  hospital_code  varchar(12) not null,
  treatment_city varchar(6)  not null,
  settlements    bigint      not null,
  reversals      bigint      not null,
  received_at_ms bigint      not null,
  primary key (day, hospital_code)
);

create table hospital_statement_line (
  day           date        not null,
  hospital_code varchar(12) not null,
  claim_no      varchar(64) not null,
  sign          smallint    not null,
  total_fen     bigint      not null,
  fund_fen      bigint      not null,
  account_fen   bigint      not null,
  primary key (day, hospital_code, claim_no),
  check (abs(sign) = 1)
);

-- Whether a day still takes statements, and what the night has found, in hospitals. Hospitals without a statement are
-- not counted when there is none at all. stated_beside counts claims that hospitals have stated on the clearing day
-- before or after with the same amounts: named, and not held.
create table hospital_statement_day (
  day           date    not null primary key,
  closed        boolean not null,
  received      bigint,
  matched       bigint,
  differing     bigint,
  missing       bigint,
  stated_beside bigint default 0 not null
);

-- The insured city's decisions on claims of its insured: that it refuses them, or what it deducts. clearing_day is the claim's.
create table insured_decision (
  hospital_code varchar(12)   not null,
  claim_no      varchar(64)   not null,
  clearing_day  date          not null,
  insured_city  varchar(6)    not null,
  decision      varchar(8)    not null,
  deduct_fen    bigint        not null,
  reason_code   varchar(32)   not null,
  remark        varchar(1000) not null,
  decided_by    varchar(64)   not null,
  decided_at_ms bigint        not null,
  primary key (hospital_code, claim_no),
  check (deduct_fen >= 0)
);

create index insured_decision_by_day on insured_decision (clearing_day);
