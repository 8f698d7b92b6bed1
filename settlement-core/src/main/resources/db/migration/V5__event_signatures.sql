-- The public keys by which hospitals and insured cities sign what they write to Kafka themselves. The id is the beginning
-- of the SHA-256 of the key (SubjectPublicKeyInfo, DER), which public_key has in Base64. Before registered_at_ms and
-- a minute nothing is decided by a key, and valid_to_ms is only ever brought forward, to a minute from then at the
-- earliest: what was decided by a key is decided again in the same way. Null means until further notice.
create table event_signature_key (
  key_id           varchar(32)  not null primary key,
  organisation     varchar(12)  not null,
  algorithm        varchar(8)   not null,
  public_key       varchar(128) not null,
  valid_from_ms    bigint       not null,
  valid_to_ms      bigint,
  registered_at_ms bigint       not null
);

create index event_signature_key_by_organisation on event_signature_key (organisation, valid_from_ms);

-- Why an event was put aside, where the contract has a code for it.
alter table dead_letter add column code varchar(32);
