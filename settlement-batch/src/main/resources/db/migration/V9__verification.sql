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
