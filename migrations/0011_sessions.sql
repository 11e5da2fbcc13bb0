-- Sessions: one row for each sign-in, to which its refresh tokens belong; and the failed sign-ins that lock the door.
create table identity.session (
  id               uuid primary key,
  person_id        uuid not null references identity.person (id),
  started_at       timestamptz not null,
  authenticated_at timestamptz not null, -- when the person last proved who they are; renewals do not move it
  last_used_at     timestamptz not null, -- signed in, renewed or proven again
  expires_at       timestamptz not null, -- without a renewal it is over then
  ends_at          timestamptz not null, -- however often it is renewed, it is over then
  address          text not null check (length(address) <= 64),      -- of its last use
  user_agent       text not null check (length(user_agent) <= 300),  -- of its last use
  generation       integer not null default 1 check (generation > 0), -- access tokens of an earlier one are refused
  ended_at         timestamptz,
  ended_reason     text check (ended_reason in ('signed_out', 'signed_out_everywhere', 'ended_by_person',
                                                'refresh_reused', 'person_disabled', 'password_changed', 'ended_by_administrator')),
  changed_at       timestamptz not null default clock_timestamp(), -- when tokens of it last ceased to be good
  check ((ended_at is null) = (ended_reason is null)),
  check (started_at <= authenticated_at and expires_at <= ends_at)
);
create index session_person on identity.session (person_id) where ended_at is null;
create index session_changed_at on identity.session (changed_at); -- what every process asks for each second
create index session_ends_at on identity.session (ends_at);       -- to clear away what is long over

-- Families that were there before become sessions, so that nobody has to sign in again.
insert into identity.session (id, person_id, started_at, authenticated_at, last_used_at, expires_at, ends_at, address,
                              user_agent, ended_at, ended_reason)
select family_id, min(person_id::text)::uuid, min(issued_at), min(issued_at), max(issued_at), max(expires_at), max(family_ends_at),
       'unknown', '', max(revoked_at), case when max(revoked_at) is not null then 'signed_out' end
from identity.refresh_token group by family_id;
alter table identity.refresh_token add constraint refresh_token_session
  foreign key (family_id) references identity.session (id) on delete cascade;
drop index identity.refresh_token_family_ends_at; -- sessions are what is cleared away now
alter table identity.refresh_token drop column revoked_at; -- the session says that it is over
grant select, insert, delete, update (authenticated_at, last_used_at, expires_at, address, user_agent, generation, ended_at, ended_reason, changed_at)
  on identity.session to purser_app;

-- An ended session stays ended, and what a token was good for is not taken back to an earlier state.
create function identity.keep_session_ended() returns trigger language plpgsql as $$
begin
  if old.ended_at is not null and (new.ended_at, new.ended_reason) is distinct from (old.ended_at, old.ended_reason) then
    raise exception 'session % has ended', old.id using errcode = 'P0403';
  end if;
  if new.generation < old.generation then
    raise exception 'the generation of session % cannot go back', old.id using errcode = 'P0403';
  end if;
  if new.generation <> old.generation or new.ended_at is distinct from old.ended_at then
    new.changed_at := clock_timestamp();
  end if;
  return new;
end
$$;
create trigger session_stays_ended before update on identity.session
  for each row execute function identity.keep_session_ended();

-- Whoever is shut out is signed out, whichever way it is done; and a token that says something else about a person
-- than the database does is no longer good: it has to be renewed.
create function identity.end_sessions_of_disabled() returns trigger language plpgsql as $$
begin
  update identity.session set ended_at = clock_timestamp(), ended_reason = 'person_disabled'
  where person_id = new.id and ended_at is null;
  return null;
end
$$;
create trigger person_disabled_is_signed_out after update on identity.person
  for each row when (old.disabled_at is null and new.disabled_at is not null)
  execute function identity.end_sessions_of_disabled();

create function identity.renew_tokens_of_person() returns trigger language plpgsql as $$
begin
  update identity.session set generation = generation + 1 where person_id = new.id and ended_at is null;
  return null;
end
$$;
create trigger person_changed_needs_new_tokens after update on identity.person
  for each row when ((old.username, old.slurm_users) is distinct from (new.username, new.slurm_users))
  execute function identity.renew_tokens_of_person();

create function identity.renew_tokens_of_grant() returns trigger language plpgsql as $$
begin
  -- Whoever is signing in at this moment holds their row: their session is there by the time we get it.
  perform from identity.person where id = coalesce(new.person_id, old.person_id) for no key update;
  update identity.session set generation = generation + 1
  where person_id = coalesce(new.person_id, old.person_id) and ended_at is null;
  return null;
end
$$;
create trigger role_grant_needs_new_tokens after insert or update or delete on identity.role_grant
  for each row execute function identity.renew_tokens_of_grant();

-- Failed sign-ins, by pair of user name and address. A name is not stored: people type passwords there. Times are the
-- database's, so that processes whose clocks disagree count alike.
create table identity.sign_in_throttle (
  pair_hash    bytea primary key check (length(pair_hash) = 32), -- HMAC-SHA256 of purpose, normalised name and address
  id           uuid not null unique,                             -- by which administrators name it
  person_id    uuid references identity.person (id),             -- null: nobody has that name
  address      text not null check (length(address) <= 64),      -- IPv6 as its /64
  failed_at    timestamptz[] not null check (cardinality(failed_at) <= 5 and array_position(failed_at, null) is null),
  pending_at   timestamptz[] not null check (cardinality(pending_at) <= 5 and array_position(pending_at, null) is null), -- being checked now
  locked_until timestamptz,
  changed_at   timestamptz not null default clock_timestamp(),
  check (cardinality(failed_at) + cardinality(pending_at) <= 5 or locked_until is not null)
);
create index sign_in_throttle_changed_at on identity.sign_in_throttle (changed_at);
create index sign_in_throttle_locked_until on identity.sign_in_throttle (locked_until) where locked_until is not null;
grant select, insert, update, delete on identity.sign_in_throttle to purser_app;
