-- Which process runs the night: one row. The number grows with each taking; the time is the database's own.

create table night_lease (
  id            integer      not null primary key check (id = 1),
  number        bigint       not null,
  instance      varchar(256) not null,
  token         varchar(36)  not null,
  held_until_ms bigint       not null
);

insert into night_lease (id, number, instance, token, held_until_ms) values (1, 0, '', '', 0);

-- What each transaction of the night must lock to write: as many as the holder may have open at once, all of the
-- number of its lease.

create table lease_fence (
  number bigint  not null,
  slot   integer not null,
  primary key (number, slot)
);
