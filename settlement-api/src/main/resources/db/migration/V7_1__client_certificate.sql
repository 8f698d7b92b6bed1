-- A client that has a certificate fetches tokens with it, and not with its secret. Its subject, as RFC 4514 writes it,
-- is one client's alone.
alter table access_client add column certificate_subject varchar(500);
create unique index access_client_certificate on access_client (certificate_subject);
