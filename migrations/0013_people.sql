-- Role grants become dated, scoped and history: who gave which role to whom, over what, until when, and who took it away.
-- A grant that is over keeps its row, so that the question "who could do this in March" has an answer.
alter table identity.role_grant
  add column id uuid,
  add column scope text,                            -- what a scoped role is over: the id of a field, department or team
  add column until timestamptz,                     -- the grant counts before, not at, this time; null: without end
  add column source text not null default 'local',  -- ldap: kept in step with the directory at each sign-in
  add column revoked_at timestamptz,
  add column revoked_by text;                       -- null in a grant that is over: it reached its end by itself
update identity.role_grant set id = gen_random_uuid();
alter table identity.role_grant
  drop constraint role_grant_pkey,
  drop constraint role_grant_role_check,
  alter column id set not null,
  add primary key (id),
  add constraint role_grant_role_check
    check (role in ('center_admin', 'finance', 'auditor', 'field_admin', 'dept_admin', 'team_lead', 'user')),
  add constraint role_grant_scope_fits_role
    check ((scope is not null) = (role in ('field_admin', 'dept_admin', 'team_lead'))),
  add constraint role_grant_scope_form check (scope ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
  add constraint role_grant_source_check check (source in ('local', 'ldap')),
  add constraint role_grant_until_follows check (until > granted_at),
  add constraint role_grant_revoked_check check (revoked_at is not null or revoked_by is null);

-- One live grant of a role over a scope from each source. One that reached its end is closed before the next is given.
create unique index role_grant_live on identity.role_grant (person_id, role, scope, source) nulls not distinct
  where revoked_at is null;
create index role_grant_person on identity.role_grant (person_id);
create index role_grant_scope on identity.role_grant (scope) where scope is not null;

-- History: a row is written once and closed once.
revoke delete on identity.role_grant from purser_app;
grant update (revoked_at, revoked_by) on identity.role_grant to purser_app;
create trigger role_grant_is_closed_once before update on identity.role_grant
  for each row when (old.revoked_at is not null) execute function platform.refuse_change();
create trigger role_grant_stays before delete on identity.role_grant
  for each row execute function platform.refuse_change();

-- There is always somebody who can administer: a person who is not disabled and holds center_admin from here, without end.
-- A grant that ends by itself, or that the directory may take back at any time, does not count as one. Whoever takes
-- one away waits for whoever takes away another, so that two who do it to each other at once leave one.
create function identity.has_lasting_admin() returns boolean language sql volatile as $$
  select exists (
    select from identity.role_grant g join identity.person p on p.id = g.person_id
    where g.role = 'center_admin' and g.source = 'local' and g.until is null and g.revoked_at is null
      and p.disabled_at is null)
$$;
create function identity.keep_an_admin() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'person' and not exists (
    select from identity.role_grant g
    where g.person_id = new.id and g.role = 'center_admin' and g.source = 'local' and g.until is null
      and g.revoked_at is null) then
    return null;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('identity.center_admin', 0));
  if not identity.has_lasting_admin() then
    raise exception 'the last center_admin stays' using errcode = 'P0409';
  end if;
  return null;
end
$$;
create trigger role_grant_keeps_an_admin after update of revoked_at on identity.role_grant
  for each row when (new.role = 'center_admin' and new.source = 'local' and new.until is null and new.revoked_at is not null)
  execute function identity.keep_an_admin();
create trigger person_keeps_an_admin after update of disabled_at on identity.person
  for each row when (old.disabled_at is null and new.disabled_at is not null)
  execute function identity.keep_an_admin();
