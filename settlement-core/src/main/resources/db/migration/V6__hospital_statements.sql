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
-- not counted when there is none at all.
create table hospital_statement_day (
  day       date    not null primary key,
  closed    boolean not null,
  received  bigint,
  matched   bigint,
  differing bigint,
  missing   bigint
);
