-- Whether there was an event is asked each second. The number that was given last says so, and reading it costs nothing; the
-- greatest number of the table would be all of the table, since no index begins with it.
grant select on sequence jobs.run_event_sequence_seq to purser_app;
