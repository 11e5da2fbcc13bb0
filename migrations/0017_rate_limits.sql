-- Counts of calls that all replicas share, so that a limit holds however many of them answer. One row for each address,
-- person or token, begun anew with each window. Not logged: after a crash a minute of counting is lost and nothing else.
create unlogged table platform.call_count (
  key               text primary key check (length(key) between 1 and 200),
  window_started_at timestamptz not null,
  calls             bigint not null check (calls > 0)
) with (fillfactor = 50); -- room to change a row in its own page, again and again
grant select, insert, update, delete on platform.call_count to purser_app;
