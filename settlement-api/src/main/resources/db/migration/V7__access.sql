-- Instants are milliseconds since 1970-01-01T00:00Z.

-- Systems that may call the engine. A client is never deleted: what it did stays its doing.
create table access_client (
  client_id      varchar(64)  not null primary key,
  -- As the password encoder writes it: the name of the hash in braces, and the hash.
  secret_hash    varchar(256) not null,
  role           varchar(16)  not null,
  -- A hospital's code, a city's code; empty for those who work for the whole region.
  organisation   varchar(16)  not null,
  valid_from_ms  bigint       not null,
  valid_to_ms    bigint,
  revoked_at_ms  bigint,
  -- Tokens that were issued before it are dead.
  tokens_from_ms bigint       not null default 0
);

-- People who log in at the console. Nobody is deleted, and no user name is given twice.
create table access_person (
  username         varchar(64)  not null primary key,
  -- Absent for who logs in by another provider.
  password_hash    varchar(256),
  -- Who the other provider says it is: nothing that people can change themselves.
  issuer           varchar(500),
  subject          varchar(255),
  -- Separated by commas.
  roles            varchar(64)  not null,
  organisation     varchar(16)  not null,
  created_at_ms    bigint       not null,
  disabled_at_ms   bigint,
  -- Sessions that began before it are dead.
  sessions_from_ms bigint       not null default 0,
  unique (issuer, subject)
);

-- What one person proposes and another approves before it is done.
create table proposal (
  proposal_id    varchar(36)  not null primary key,
  act            varchar(32)  not null,
  -- A day, or the id of a dead letter.
  subject        varchar(128) not null,
  reason         varchar(500) not null,
  state          varchar(16)  not null,
  proposed_by    varchar(64)  not null,
  proposed_at_ms bigint       not null,
  decided_by     varchar(64),
  decided_at_ms  bigint
);
create index proposal_state on proposal (state, proposed_at_ms);

-- What tokens are signed with, encrypted by a key of the key file. The number orders the keys; two processes that make the next one at the same moment
-- make one.
create table token_key (
  number            bigint        not null primary key,
  sealed_jwk        varchar(4096) not null,
  signs_from_ms     bigint        not null,
  accepted_until_ms bigint
);

-- The sessions of the console, as Spring Session keeps them.
create table spring_session (
  primary_id            char(36)     not null primary key,
  session_id            char(36)     not null unique,
  creation_time         bigint       not null,
  last_access_time      bigint       not null,
  max_inactive_interval int          not null,
  expiry_time           bigint       not null,
  principal_name        varchar(100)
);
create index spring_session_expiry on spring_session (expiry_time);
create index spring_session_principal on spring_session (principal_name);
create table spring_session_attributes (
  session_primary_id char(36)     not null references spring_session (primary_id) on delete cascade,
  attribute_name     varchar(200) not null,
  attribute_bytes    bytea        not null,
  primary key (session_primary_id, attribute_name)
);
