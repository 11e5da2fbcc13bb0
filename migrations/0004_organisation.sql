-- Organisation: who pays, and in which price class.
create schema organisation;
grant usage on schema organisation to purser_app;

create table organisation.tier (
  name     text primary key check (name ~ '^[a-z][a-z0-9_]{1,30}$'),
  label_en text not null,
  label_th text not null
);
insert into organisation.tier (name, label_en, label_th) values
  ('mu', 'University', 'มหาวิทยาลัย'),
  ('gov', 'Government', 'หน่วยงานของรัฐ'),
  ('private', 'Private sector', 'ภาคเอกชน');

-- Rules that give a Slurm user a tier, tried by position on the lower-case name; the first that matches decides,
-- and a name that none matches is `private`.
create table organisation.classifier_rule (
  position integer primary key check (position > 0),
  match    text not null check (match in ('contains', 'pattern')),
  value    text not null check (length(value) between 1 and 100),
  tier     text not null references organisation.tier (name)
);
insert into organisation.classifier_rule (position, match, value, tier) values
  (10, 'contains', 'test', 'mu'), (20, 'contains', 'support', 'mu'), (30, 'contains', 'admin', 'mu'),
  (40, 'contains', 'monitor', 'mu'), (50, 'contains', 'sys', 'mu'),
  (60, 'contains', 'dip', 'gov'), (70, 'contains', 'gits', 'gov'), (80, 'contains', 'nstda', 'gov'),
  (90, 'contains', 'nectec', 'gov'), (100, 'contains', '.go.', 'gov'), (110, 'contains', 'gov', 'gov'),
  (120, 'pattern', '^[a-z]+\.[a-z]+$', 'mu'), (130, 'contains', 'ku.ac.th', 'mu'), (140, 'contains', 'mu.ac.th', 'mu'),
  (150, 'contains', 'co.th', 'private'), (160, 'contains', '.com', 'private'), (170, 'contains', 'corp', 'private'),
  (180, 'contains', 'inc', 'private');

create table organisation.billing_account (
  id            uuid primary key,
  kind          text not null check (kind in ('person', 'team', 'project', 'customer')),
  code          text not null unique check (length(code) between 1 and 255 and code = normalize(code, nfc)),
  name          text not null check (length(name) between 1 and 300),
  slurm_user    text unique check (slurm_user <> '' and slurm_user = normalize(slurm_user, nfc)),
  tier_override text references organisation.tier (name),
  -- The tax profile: what a document says of the buyer.
  legal_name    text check (length(legal_name) between 1 and 300),
  address       text check (length(address) between 1 and 1000),
  tax_id        text check (tax_id ~ '^[0-9]{13}$'),
  branch        text check (branch ~ '^[0-9]{5}$'), -- 00000 is the head office
  email         text check (length(email) between 3 and 320),
  created_at    timestamptz not null default now(),
  check ((kind = 'person') = (slurm_user is not null))
);
grant select on organisation.tier, organisation.classifier_rule to purser_app;
grant select, insert, update on organisation.billing_account to purser_app;
