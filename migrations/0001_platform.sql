-- What every slice stands on: the role the program works as, the trigger that keeps history as it was,
-- and the answers kept for calls that carry an Idempotency-Key.
create schema platform;

-- The program signs in as its owner or as any member of this role and then works as it, so that the rights below
-- bind it also where it signed in as a superuser.
do $$
begin
  if not exists (select from pg_roles where rolname = 'purser_app') then
    create role purser_app nologin;
  end if;
exception
  when duplicate_object or unique_violation then null; -- another database of the same server made it meanwhile
  when insufficient_privilege then
    raise exception 'role purser_app is missing and % may not create it: have an administrator run CREATE ROLE purser_app NOLOGIN', current_user;
end
$$;
do $$
begin
  if not pg_has_role(current_user, 'purser_app', 'member') then
    execute format('grant purser_app to %I', current_user);
  end if;
end
$$;
grant usage on schema platform to purser_app;

create function platform.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '%.% is history and is not changed (%)', tg_table_schema, tg_table_name, tg_op
    using errcode = 'P0403';
end
$$;

-- The first answer to a call that carried an Idempotency-Key. The row is written in the transaction of the change,
-- so an answer exists exactly where the effect does.
create table platform.idempotency (
  actor_id     uuid not null,
  operation    text not null,
  key          text not null check (length(key) between 1 and 200),
  request_hash bytea not null,  -- SHA-256 of the request: the same key with another request is refused
  answer       json,            -- the very text of the first answer; null only inside the transaction that is working on it
  created_at   timestamptz not null default now(),
  primary key (actor_id, operation, key)
);
create index idempotency_created_at on platform.idempotency using brin (created_at);
grant select, insert, update (answer) on platform.idempotency to purser_app;
grant select on public.kysely_migration to purser_app; -- readiness compares it with the files
