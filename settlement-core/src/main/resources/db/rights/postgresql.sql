-- What the role of a running engine may do, where migrations run as another role, which owns everything. Run after each
-- start's migrations; the setting medsettle.runtime_role names the role. What is not granted here is denied: nobody but
-- the owner truncates anything, and rows of the books, of the audit trail and of published days stay as they were written.
do $rights$
declare
  runtime text := current_setting('medsettle.runtime_role');
  here text := current_schema();
  -- Rows that change: states, locks, counters, the end of a key, and who may do what.
  changing text[] := array['clearing_day', 'dead_letter', 'reader_progress', 'hospital_statement',
    'hospital_statement_detail', 'hospital_statement_day', 'night_lease', 'lease_fence', 'reconciliation_break',
    'audit_head', 'audit_download', 'event_signature_key', 'access_client', 'access_person', 'proposal', 'token_key', 'organisation_use',
    'spring_session', 'spring_session_attributes'];
  -- Rows that go: what a night takes back that is done again, what is over, and the registry, which is replaced as a whole.
  passing text[] := array['city', 'hospital', 'reversal', 'clearing_watermark', 'insured_decision',
    'hospital_statement_line', 'hospital_statement_day', 'night_request', 'lease_fence', 'reconciliation_break',
    'break_tally', 'correction', 'treatment_entry', 'insured_entry', 'obligation', 'bilateral_position', 'net_position',
    'clearing_entry', 'clearing_file', 'verification', 'verification_discrepancy', 'audit_download',
    'spring_session', 'spring_session_attributes'];
  -- Of those, the ones that are written once their day is published, and the column of the day.
  sealed text[][] := array[['treatment_entry', 'clearing_day'], ['insured_entry', 'clearing_day'], ['correction', 'day'],
    ['break_tally', 'day'], ['clearing_watermark', 'day'], ['obligation', 'day'], ['bilateral_position', 'day'],
    ['net_position', 'day'], ['clearing_entry', 'day'], ['clearing_file', 'day']];
  each record;
  pair text[];
begin
  perform pg_advisory_xact_lock(4610023119);
  execute format('grant usage on schema %I to %I', here, runtime);
  execute format('revoke all on all tables in schema %I from %I', here, runtime);
  execute format('grant select on all tables in schema %I to %I', here, runtime);
  execute format('grant usage on all sequences in schema %I to %I', here, runtime);
  for each in
    select c.relname as name, c.relname like 'batch\_%' as of_jobs
    from pg_class c
    where c.relnamespace = here::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and c.relname not like 'flyway\_%'
  loop
    execute format('grant insert on %I.%I to %I', here, each.name, runtime);
    if each.of_jobs or each.name = any (changing) then
      execute format('grant update on %I.%I to %I', here, each.name, runtime);
    end if;
    if each.of_jobs or each.name = any (passing) then
      execute format('grant delete on %I.%I to %I', here, each.name, runtime);
    end if;
  end loop;
  -- The night's statistics, where the database knows the right; elsewhere its own housekeeping gathers them.
  if current_setting('server_version_num')::integer >= 170000 then
    execute format('grant maintain on %I.reconciliation_break, %I.hospital_statement, %I.hospital_statement_detail, '
      || '%I.hospital_statement_line to %I', here, here, here, here, runtime);
  end if;
  for each in select unnest(array['make', 'analyze', 'release', 'detach']) as name loop
    execute format('grant execute on function %I.%I(text, date) to %I', here, each.name || '_day_partition', runtime);
  end loop;

  foreach pair slice 1 in array sealed loop
    if not exists (select 1 from pg_trigger where tgname = 'keep_sealed_row' and tgrelid = format('%I.%I', here, pair[1])::regclass) then
      execute format('create trigger keep_sealed_row before delete on %I.%I for each row execute function %I.keep_sealed_row(%L)',
        here, pair[1], here, pair[2]);
    end if;
  end loop;
  if not exists (select 1 from pg_trigger where tgname = 'keep_day_sealed' and tgrelid = format('%I.clearing_day', here)::regclass) then
    execute format('create trigger keep_day_sealed before update on %I.clearing_day for each row execute function %I.keep_day_sealed()',
      here, here);
  end if;
end $rights$;
