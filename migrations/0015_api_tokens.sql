-- API tokens: what integrators call with instead of signing in. A token speaks for a person, whose rights it narrows to
-- its scopes, or for nobody: then it is a service, with a role of its own.
create table identity.api_token (
  id                 uuid primary key,
  person_id          uuid references identity.person (id),   -- null: a service
  name               text not null check (length(name) between 1 and 100),
  role               text check (role in ('center_admin', 'finance', 'auditor', 'user')), -- of a service: what it may do and see at most
  slurm_users        text[] not null default '{}',           -- of a service that sees only its own: whose runs those are
  token_hash         bytea not null unique check (length(token_hash) = 32), -- SHA-256: the token itself is never stored
  scopes             text[] not null check (cardinality(scopes) between 1 and 100),
  allowed_addresses  cidr[] not null default '{}' check (cardinality(allowed_addresses) <= 50), -- none: from anywhere
  created_at         timestamptz not null,
  created_by         text not null,
  expires_at         timestamptz not null,
  revoked_at         timestamptz,
  revoked_by         text,
  last_used_at       timestamptz,                            -- to the minute, so that a use costs no write
  last_used_address  inet,
  address_refused_at timestamptz,                            -- when a use from elsewhere was last written to the audit log
  check ((person_id is null) = (role is not null)),
  check ((role is not distinct from 'user') = (cardinality(slurm_users) > 0)),
  check (expires_at > created_at and expires_at <= created_at + interval '366 days'),
  check ((revoked_at is null) = (revoked_by is null)),
  check (last_used_at is not null or last_used_address is null),
  -- The name of a service stands in the audit log as `service:NAME`.
  check (person_id is not null or name ~ '^[a-z0-9][a-z0-9._-]{1,39}$')
);
create index api_token_person on identity.api_token (person_id, id) where person_id is not null;
-- Two services of one name would be one actor in the audit log.
create unique index api_token_service_name on identity.api_token (name) where person_id is null and revoked_at is null;

-- What a token is good for is decided once, when it is made; it can be used, and ended, and nothing else.
create function identity.keep_api_token() returns trigger language plpgsql as $$
begin
  if old.revoked_at is not null and (new.revoked_at, new.revoked_by) is distinct from (old.revoked_at, old.revoked_by) then
    raise exception 'the API token % was revoked for good', old.id using errcode = 'P0403';
  end if;
  return new;
end
$$;
create trigger api_token_stays_revoked before update on identity.api_token
  for each row execute function identity.keep_api_token();
create trigger api_token_stays before delete on identity.api_token
  for each row execute function platform.refuse_change();
grant select, insert, update (revoked_at, revoked_by, last_used_at, last_used_address, address_refused_at)
  on identity.api_token to purser_app;
