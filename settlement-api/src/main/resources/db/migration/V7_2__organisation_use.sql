-- What each organisation has asked for at all processes together, for its limits: counters that only ever grow.
create table organisation_use (
  -- The code of a hospital or a city; of who works for the region, the name.
  organisation varchar(64) not null primary key,
  requests     bigint      not null,
  claims       bigint      not null,
  tokens       bigint      not null
);
