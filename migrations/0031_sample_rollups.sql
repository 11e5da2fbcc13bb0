-- Roll-ups: what samples came to in each five minutes, kept where single samples no longer are. One row for each run, node and day;
-- core/rollup.ts says how it is packed. One partition a month.
create table samples.rollup_day (
  day        date not null,
  run_id     uuid not null,
  node_label integer not null,
  data       bytea not null,
  primary key (run_id, day, node_label)
) partition by range (day);
grant select, insert, update (data) on samples.rollup_day to purser_app;

create function samples.make_rollup_month(day date) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  partition text := 'rollup_day' || to_char(day, '_YYYYMM');
  first date := date_trunc('month', day)::date;
begin
  perform pg_advisory_xact_lock(hashtextextended('samples.partition', 0));
  if to_regclass('samples.' || partition) is not null then
    return;
  end if;
  execute format('create table samples.%I (like samples.rollup_day including all)', partition);
  execute format('alter table samples.rollup_day attach partition samples.%I for values from (%L) to (%L)',
    partition, first, (first + interval '1 month')::date);
end $$;

-- Drops the months that ended before this day, and says which they were by their first days.
create function samples.drop_rollup_months(before date) returns setof date
language plpgsql security definer set search_path = pg_catalog as $$
declare
  partition text;
begin
  perform set_config('lock_timeout', '2s', true);
  perform pg_advisory_xact_lock(hashtextextended('samples.partition', 0));
  for partition in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'samples.rollup_day'::regclass
      and to_date(right(c.relname, 6), 'YYYYMM') + interval '1 month' <= before
    order by c.relname
  loop
    execute format('drop table samples.%I', partition);
    return next to_date(right(partition, 6), 'YYYYMM');
  end loop;
end $$;

revoke all on function samples.make_rollup_month, samples.drop_rollup_months from public;
grant execute on function samples.make_rollup_month, samples.drop_rollup_months to purser_app;
