-- Audit, complete: a record also says in which role, session and call a change was made and how it ended; checkpoints
-- say where the chain stood, so that a tail that was cut off is missed. Columns that older records do not have are null
-- in them and left out of what is signed, so the chain stays verifiable from its first link.
alter table audit.record
  -- The text that was signed: compared byte by byte, which jsonb would rewrite.
  alter column detail type json using detail::json,
  add column subject_type text,  -- what kind of thing was changed: receipt, person
  add column outcome text check (outcome in ('success', 'refused', 'failure')),
  add column status smallint check (status between 100 and 599), -- of HTTP; null outside of calls
  add column actor_role text,    -- the roles held at that moment, separated by commas; null: the program, or nobody
  add column session_hash text check (session_hash ~ '^[0-9a-f]{64}$'), -- SHA-256 of the session's id
  add column api_token_id uuid,  -- null: the call came with a session, or there was none
  add column address text,
  add column user_agent text,
  add column method text,
  add column operation text,     -- operationId of the contract
  add constraint record_is_complete check (subject_type is not null and outcome is not null) not valid;

-- Each index is written with every change. Times are found by id, which is a UUIDv7.
drop index audit.record_occurred_at;
create index record_actor on audit.record (actor_name, id);
create index record_not_done on audit.record (outcome, id) where outcome <> 'success';

-- Nobody may delete a record, so the key would guard nothing, and checking it writes to every record once more.
alter table audit.seal drop constraint seal_record_id_fkey;
-- A fork of the chain needs the same number twice, which the primary key refuses.
alter table audit.seal drop constraint seal_hash_key;

create table audit.checkpoint (
  id        uuid primary key,
  sequence  bigint not null check (sequence >= 0), -- 0: the chain was empty
  hash      bytea not null check (length(hash) = 32), -- of the link with that number
  taken_at  timestamptz not null,
  key_id    text not null,
  canonical bytea not null, -- the bytes that were signed: RFC 8785 JSON of the columns above
  signature bytea not null check (length(signature) = 32) -- HMAC-SHA256(key, canonical)
);
create index checkpoint_sequence on audit.checkpoint (sequence);
create trigger checkpoint_is_immutable before update or delete on audit.checkpoint
  for each row execute function platform.refuse_change();
create trigger checkpoint_is_not_emptied before truncate on audit.checkpoint
  for each statement execute function platform.refuse_change();
grant select, insert on audit.checkpoint to purser_app;
