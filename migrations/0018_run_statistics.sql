-- Statistics that say "pages, but no rows" (what a refused upload leaves behind) make every index of jobs.run look as good
-- as its primary key, and foreign-key checks that are planned by them read a whole index for each row. Whoever adds the
-- first rows has the table looked at again. With the owner's rights: nobody else may analyse it.
create function jobs.refresh_statistics() returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  analyze jobs.run;
end $$;
revoke all on function jobs.refresh_statistics from public;
grant execute on function jobs.refresh_statistics to purser_app;
