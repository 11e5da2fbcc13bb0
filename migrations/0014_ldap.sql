-- People of a directory. Where somebody signs in is decided once, when their row is made, and never changes: a name that
-- turns up in the directory later does not open an account of ours, nor the other way round.
alter table identity.person
  add column source text not null default 'local' check (source in ('local', 'ldap')),
  add column directory_id text check (length(directory_id) between 1 and 200), -- what the directory tells the entry by, however it is renamed
  add constraint person_password_is_local check (source = 'local' or password_hash is null),
  add constraint person_directory_id_is_of_directory check (source = 'ldap' or directory_id is null);
create unique index person_directory_id on identity.person (directory_id) where directory_id is not null;

create function identity.keep_person_source() returns trigger language plpgsql as $$
begin
  raise exception 'where person % signs in does not change', old.id using errcode = 'P0403';
end
$$;
create trigger person_source_stays before update of source on identity.person
  for each row when (old.source is distinct from new.source) execute function identity.keep_person_source();

-- Only the directory's own people have roles from it.
create function identity.check_grant_source() returns trigger language plpgsql as $$
begin
  if not exists (select from identity.person p where p.id = new.person_id and p.source = 'ldap') then
    raise exception 'person % is not of the directory', new.person_id using errcode = 'P0403';
  end if;
  return new;
end
$$;
create trigger role_grant_of_directory before insert on identity.role_grant
  for each row when (new.source = 'ldap') execute function identity.check_grant_source();
