-- The keys of the key file that something in the database is encrypted by, by their ids, and the time of the first
-- visit that each is used for: whether a key file is the one that belongs to the database.
create table privacy_key (
  key_id       varchar(8) not null primary key,
  used_from_ms bigint     not null
);
