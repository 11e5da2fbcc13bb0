-- Credentials beside the password: links to set a new one, and the second step of signing in (TOTP, recovery codes).
-- Whatever opens a door is stored as its SHA-256, or encrypted with a key that is not in the database.

-- A link with which a person sets a new password. It is used once; a newer one withdraws it.
create table identity.password_reset (
  id           uuid primary key,
  person_id    uuid not null references identity.person (id),
  token_hash   bytea not null unique check (length(token_hash) = 32), -- the token itself is shown once and never stored
  issued_at    timestamptz not null,
  issued_by    text not null,
  expires_at   timestamptz not null,
  used_at      timestamptz,
  withdrawn_at timestamptz,
  check (expires_at > issued_at),
  check (used_at is null or withdrawn_at is null),
  check (used_at < expires_at)
);
create unique index password_reset_open on identity.password_reset (person_id)
  where used_at is null and withdrawn_at is null;
create trigger password_reset_ends_once before update on identity.password_reset
  for each row when (old.used_at is not null or old.withdrawn_at is not null) execute function platform.refuse_change();

-- The secret that a person's authenticator app shares with the program (RFC 6238).
create table identity.totp (
  person_id     uuid primary key references identity.person (id),
  key_id        text not null,            -- the key of SECRETS_KEYS that opens `sealed`
  sealed        bytea not null check (length(sealed) between 40 and 200), -- AES-256-GCM: nonce, secret, tag
  enrolled_at   timestamptz not null,
  last_step     bigint not null check (last_step > 0), -- the time step of the last code that was taken: none is taken twice
  failures      integer not null default 0 check (failures >= 0), -- wrong codes since `failing_since`, from anywhere
  failing_since timestamptz,
  check ((failures = 0) = (failing_since is null))
);
create function identity.totp_moves_forward() returns trigger language plpgsql as $$
begin
  if new.sealed = old.sealed and new.last_step < old.last_step then
    raise exception 'a time step that was used comes again' using errcode = 'P0409';
  end if;
  return new;
end
$$;
create trigger totp_moves_forward before update on identity.totp
  for each row execute function identity.totp_moves_forward();

-- A secret that was shown and is not proven yet by a code; it has no effect until it is.
create table identity.totp_enrolment (
  person_id  uuid primary key references identity.person (id),
  key_id     text not null,
  sealed     bytea not null check (length(sealed) between 40 and 200),
  started_at timestamptz not null
);

-- Codes for the day the phone is gone: ten at a time, each good once.
create table identity.recovery_code (
  person_id uuid not null references identity.totp (person_id) on delete cascade,
  code_hash bytea not null check (length(code_hash) = 32), -- SHA-256 of 80 random bits
  used_at   timestamptz,
  primary key (person_id, code_hash)
);
create trigger recovery_code_is_used_once before update on identity.recovery_code
  for each row when (old.used_at is not null) execute function platform.refuse_change();

-- Somebody has given the right password and still owes the code: what lets them send it, for a few minutes.
create table identity.mfa_challenge (
  token_hash bytea primary key check (length(token_hash) = 32),
  person_id  uuid not null references identity.person (id),
  issued_at  timestamptz not null,
  expires_at timestamptz not null,
  failures   integer not null default 0 check (failures >= 0),
  used_at    timestamptz,
  check (expires_at > issued_at)
);
create index mfa_challenge_expires_at on identity.mfa_challenge (expires_at); -- to clear away what is over
create trigger mfa_challenge_is_used_once before update on identity.mfa_challenge
  for each row when (old.used_at is not null) execute function platform.refuse_change();

grant select, insert, update (used_at, withdrawn_at) on identity.password_reset to purser_app;
grant select, insert, update, delete on identity.totp to purser_app;
grant select, insert, update, delete on identity.totp_enrolment to purser_app;
grant select, insert, update (used_at), delete on identity.recovery_code to purser_app;
grant select, insert, update (failures, used_at), delete on identity.mfa_challenge to purser_app;
