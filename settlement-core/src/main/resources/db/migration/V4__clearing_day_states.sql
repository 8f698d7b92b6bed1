-- Who has confirmed the provisional results of the day, while it is provisional.
alter table clearing_day add column confirmed_by varchar(64);

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
