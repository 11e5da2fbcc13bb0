-- Audit: every change leaves a signed record in its own transaction; a sealer links committed records into a hash
-- chain afterwards. Linking inside the transaction would put every write of the product in one queue.
create schema audit;
grant usage on schema audit to purser_app;

create table audit.record (
  id          uuid primary key,
  xid         xid8 not null default pg_current_xact_id(), -- the sealer's commit-safe cursor is (xid, id)
  occurred_at timestamptz not null,
  actor_id    uuid,           -- null: the program itself
  actor_name  text not null,
  action      text not null check (action ~ '^[a-z_]+(\.[a-z_]+)+$'),
  subject     text not null,  -- what was changed: an id or a name
  request_id  text,
  detail      jsonb not null,
  key_id      text not null,
  canonical   bytea not null, -- the bytes that were signed: RFC 8785 JSON of the columns above (xid apart)
  signature   bytea not null check (length(signature) = 32) -- HMAC-SHA256(key, canonical)
);
create index record_unsealed_cursor on audit.record (xid, id);
create index record_subject on audit.record (subject, id);
create index record_action on audit.record (action, id);
create index record_occurred_at on audit.record using brin (occurred_at);

create table audit.seal (
  sequence      bigint primary key check (sequence > 0),
  record_id     uuid not null unique references audit.record (id),
  record_xid    xid8 not null,
  previous_hash bytea not null check (length(previous_hash) = 32), -- 32 zero bytes before the first
  hash          bytea not null unique check (length(hash) = 32),   -- SHA-256(previous_hash || canonical)
  signature     bytea not null check (length(signature) = 32),     -- HMAC-SHA256(key, hash)
  key_id        text not null,
  sealed_at     timestamptz not null default now()
);

create trigger record_is_immutable before update or delete on audit.record
  for each row execute function platform.refuse_change();
create trigger record_is_not_emptied before truncate on audit.record
  for each statement execute function platform.refuse_change();
create trigger seal_is_immutable before update or delete on audit.seal
  for each row execute function platform.refuse_change();
create trigger seal_is_not_emptied before truncate on audit.seal
  for each statement execute function platform.refuse_change();
grant select, insert on audit.record, audit.seal to purser_app;
