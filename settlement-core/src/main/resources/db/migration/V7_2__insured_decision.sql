-- The insured city's word on claims of its insured: that it refuses them, or what it deducts. clearing_day is the claim's.
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
