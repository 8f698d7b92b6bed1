-- The audit trail: who has done what, when, from where and why. Rows are only ever added. Each has the hash of the one
-- before, so that a row that is changed, removed or put in between is found; the order is the number, not the time.

-- What is absent is empty. touched are the organisations that the act touched, separated by blanks, or '*' for all of
-- them. times is more than 1 where what was refused again and again is told in one row.
create table audit_entry (
  number        bigint        not null primary key,
  at_ms         bigint        not null,
  actor_kind    varchar(8)    not null,
  actor         varchar(128)  not null,
  organisation  varchar(32)   not null,
  role          varchar(32)   not null,
  address       varchar(64)   not null,
  act           varchar(40)   not null,
  subject_kind  varchar(40)   not null,
  subject       varchar(200)  not null,
  touched       varchar(400)  not null,
  reason        varchar(1000) not null,
  state_before  varchar(2000) not null,
  state_after   varchar(2000) not null,
  outcome       varchar(8)    not null,
  code          varchar(40)   not null,
  times         bigint        not null,
  previous_hash varchar(64)   not null,
  hash          varchar(64)   not null
);

-- The same organisations, to find what an organisation may see.
create table audit_touch (
  organisation varchar(32) not null,
  number       bigint      not null,
  primary key (organisation, number)
);

create index audit_touch_by_number on audit_touch (number);

-- The last row: one row, which whoever adds one locks first, so that there is one chain, also from its beginning.
create table audit_head (
  id     smallint    not null primary key,
  number bigint      not null,
  hash   varchar(64) not null,
  check (id = 1)
);

insert into audit_head (id, number, hash)
values (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

-- Where the trail stood when a night first wrote the day's manifests, which tell it.
create table audit_anchor (
  day     date        not null primary key,
  entries bigint      not null,
  head    varchar(64) not null
);

-- What is being downloaded, by whom, and which bytes have been sent; it becomes one row of the trail. recorded says that
-- it has. parts are the first and last bytes of what was sent, such as 0-99,200-299.
create table audit_download (
  actor_kind   varchar(8)     not null,
  actor        varchar(128)   not null,
  name         varchar(200)   not null,
  organisation varchar(32)    not null,
  role         varchar(32)    not null,
  address      varchar(64)    not null,
  owner        varchar(32)    not null,
  size_bytes   bigint         not null,
  begun_ms     bigint         not null,
  sent_bytes   bigint         not null,
  parts        varchar(50000) not null,
  recorded     boolean        not null,
  primary key (actor_kind, actor, name)
);

create index audit_download_by_time on audit_download (begun_ms);
