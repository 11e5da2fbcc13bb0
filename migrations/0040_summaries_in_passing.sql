-- What an ingest has written lies outside the summary by which runs of a job are found, and every event without submit time
-- would read all of it. Whoever needs the summary brings it up to date first, unless the table is being cleaned, which does the same.
create or replace function jobs.summarize_runs() returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  begin
    lock table jobs.run in share update exclusive mode nowait;
  exception when lock_not_available then
    return;
  end;
  perform brin_summarize_new_values('jobs.run_by_job'::regclass);
end $$;
