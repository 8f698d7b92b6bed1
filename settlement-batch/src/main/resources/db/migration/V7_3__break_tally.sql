-- What had become of all breaks ever when a day was reconciled. A later night must find the same of the days before it.
create table break_tally (
  day         date   not null primary key,
  opened      bigint not null,
  cleared     bigint not null,
  cleared_fen bigint not null,
  cancelled   bigint not null
);
