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
