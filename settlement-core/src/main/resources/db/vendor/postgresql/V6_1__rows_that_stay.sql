-- The partitions of the books are made by the role that owns the tables, whoever asks for it: the role of a running
-- engine may own none. Each function takes the name of a book's table and a clearing day, and does what it says with the
-- partition of that day, and with nothing else.

create function day_partition(book text, day date) returns text
language plpgsql set search_path from current as $$
begin
  if book not in ('treatment_claim', 'treatment_entry', 'insured_claim', 'insured_entry') then
    raise exception '% is no table of the books.', book;
  end if;
  return format('%I.%I', current_schema(), book || '_' || to_char(day, 'YYYYMMDD'));
end $$;

-- Made apart and attached afterwards: that does not wait for writers of other days, as creating it in place would. While
-- a day is being filled there is nothing to vacuum in it, and a vacuum under way would hold the night's own statistics up.
create function make_day_partition(book text, day date) returns void
language plpgsql security definer set search_path from current as $$
declare
  part text := day_partition(book, day);
begin
  execute format('create table %s (like %I.%I including all) with (autovacuum_enabled = false)',
    part, current_schema(), book);
  execute format('alter table %I.%I attach partition %s for values from (%L) to (%L)',
    current_schema(), book, part, day, day + 1);
end $$;

create function analyze_day_partition(book text, day date) returns void
language plpgsql security definer set search_path from current as $$
begin
  execute format('analyze %s', day_partition(book, day));
end $$;

create function release_day_partition(book text, day date) returns void
language plpgsql security definer set search_path from current as $$
begin
  execute format('alter table %s reset (autovacuum_enabled)', day_partition(book, day));
end $$;

create function detach_day_partition(book text, settled date) returns void
language plpgsql security definer set search_path from current as $$
declare
  published boolean;
begin
  execute format('select exists (select 1 from %I.sealed_day where day = $1)', current_schema()) into published using settled;
  if not published then
    raise exception 'Clearing day % is not published: its rows stay in the books.', settled;
  end if;
  execute format('alter table %I.%I detach partition %s', current_schema(), book, day_partition(book, settled));
end $$;

revoke execute on function day_partition(text, date), make_day_partition(text, date), analyze_day_partition(text, date),
  release_day_partition(text, date), detach_day_partition(text, date) from public;

-- For triggers, which are made where a running engine has a role of its own: it may take back what a night has written
-- that is done again, but not once the day is published.

create function keep_sealed_row() returns trigger language plpgsql as $$
declare
  changed date;
  published boolean;
begin
  execute format('select ($1).%I', tg_argv[0]) into changed using old;
  execute format('select exists (select 1 from %I.sealed_day where day = $1)', tg_table_schema)
    into published using changed;
  if published then
    raise exception 'Clearing day % is published: its rows are not changed.', changed
      using errcode = 'insufficient_privilege';
  end if;
  return old;
end $$;

create function keep_day_sealed() returns trigger language plpgsql as $$
begin
  if old.state in ('PUBLISHED', 'ACKNOWLEDGED')
    and (new.state not in ('PUBLISHED', 'ACKNOWLEDGED') or new.day <> old.day or new.cut_off_ms <> old.cut_off_ms) then
    raise exception 'Clearing day % is published: it stays so.', old.day using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
