-- Identity: who signs in, what they may do, and the refresh tokens of their sessions.
create schema identity;
grant usage on schema identity to purser_app;

create table identity.person (
  id            uuid primary key,
  username      text not null unique check (username ~ '^[a-z0-9][a-z0-9._-]{1,39}$'),
  display_name  text not null check (length(display_name) between 1 and 200),
  password_hash text,                     -- argon2id; null: this person cannot sign in with a local password
  slurm_users   text[] not null,          -- the Slurm user names whose runs are theirs, on every cluster
  disabled_at   timestamptz,
  created_at    timestamptz not null default now()
);

create table identity.role_grant (
  person_id  uuid not null references identity.person (id),
  role       text not null check (role in ('center_admin', 'finance', 'auditor', 'user')),
  granted_at timestamptz not null default now(),
  granted_by text not null,
  primary key (person_id, role)
);

-- One row per refresh token. A token is used once; using it again ends its whole family.
create table identity.refresh_token (
  id         uuid primary key,
  family_id  uuid not null,
  person_id  uuid not null references identity.person (id),
  token_hash bytea not null unique check (length(token_hash) = 32), -- SHA-256: the token itself is never stored
  issued_at  timestamptz not null,
  expires_at timestamptz not null,
  used_at    timestamptz,
  revoked_at timestamptz,
  family_ends_at timestamptz not null, -- however often it is renewed, a session is over then
  check (expires_at > issued_at and expires_at <= family_ends_at)
);
create index refresh_token_family on identity.refresh_token (family_id);
create index refresh_token_family_ends_at on identity.refresh_token (family_ends_at); -- to clear away ended sessions
grant select, insert, update on identity.person to purser_app;
grant select, insert, delete on identity.role_grant to purser_app;
grant select, insert, update (used_at, revoked_at), delete on identity.refresh_token to purser_app;
