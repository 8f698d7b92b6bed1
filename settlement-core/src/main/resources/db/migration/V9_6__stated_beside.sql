-- How many claims hospitals have stated on the clearing day before or after with the same amounts: named, and not held.
alter table hospital_statement_day add column stated_beside bigint default 0 not null;
