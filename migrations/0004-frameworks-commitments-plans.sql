-- A published tree of codes. Items keep the code of the publication; the reference adds the framework.
create table frameworks (
  name translated not null,
  acronym translated,
  summary translated,
  adopted_on partial_date,
  sort int not null default 0
);
call make_record_table('frameworks');

create table items (
  framework_id bigint not null references frameworks,
  parent_id bigint,
  kind text not null check (kind in ('cluster', 'objective', 'action', 'principle', 'goal', 'target', 'point')),
  code text not null,
  title translated not null,
  short_title translated,
  locator text,
  sort int not null
);
call make_record_table('items');
alter table items add foreign key (parent_id) references items;
alter table items add unique (framework_id, kind, parent_id, code);
create index items_parent on items (parent_id, sort);

-- A link between items, with what it rests on.
create table crosswalks (
  from_item_id bigint not null references items,
  to_item_id bigint not null references items,
  basis text not null check (basis in ('text', 'official-mapping', 'publisher-mapping', 'own')),
  primary key (from_item_id, to_item_id)
);
call make_link_table('crosswalks', 'items', 'from_item_id');
create index crosswalks_to on crosswalks (to_item_id);

create table commitments (
  kind text not null check (kind in
    ('pledge', 'recommendation', 'agenda-point', 'declaration-paragraph', 'national-plan', 'standing', 'general')),
  title translated not null,
  wording translated,
  instrument translated not null,
  cycle text,
  made_on partial_date,
  participation text check (participation in ('individual', 'joint', 'matching')),
  issuer_id bigint references organisations,
  recommending_place_id bigint references places,
  affected_groups translated,
  response text check (response in ('supported', 'in-part', 'noted')),
  response_wording translated,
  period_from partial_date,
  period_until partial_date,
  target translated,
  target_on partial_date,
  follow_up translated
);
call make_record_table('commitments');

-- Who stands behind a commitment.
create table commitment_parties (
  commitment_id bigint not null references commitments,
  organisation_id bigint not null references organisations,
  role text not null check (role in ('maker', 'lead', 'supporting')),
  primary key (commitment_id, organisation_id, role)
);
call make_link_table('commitment_parties', 'commitments', 'commitment_id');
create index commitment_parties_organisation on commitment_parties (organisation_id);

create table commitment_items (
  commitment_id bigint not null references commitments,
  item_id bigint not null references items,
  basis text not null check (basis in ('text', 'official-mapping', 'publisher-mapping', 'own')),
  primary key (commitment_id, item_id)
);
call make_link_table('commitment_items', 'commitments', 'commitment_id');
create index commitment_items_item on commitment_items (item_id);

create table commitment_links (
  commitment_id bigint not null references commitments,
  other_id bigint not null references commitments,
  relation text not null check (relation in ('answers', 'repeats', 'replaces', 'matches', 'part-of')),
  check (commitment_id <> other_id),
  primary key (commitment_id, other_id, relation)
);
call make_link_table('commitment_links', 'commitments', 'commitment_id');
create index commitment_links_other on commitment_links (other_id);

-- The dated way a commitment has come. The current status is the latest row; it is never stored again.
create table commitment_statuses (
  commitment_id bigint not null references commitments,
  status text not null check (status in ('made', 'under-way', 'fulfilled', 'in-part', 'not-fulfilled', 'lapsed')),
  on_date partial_date not null,
  basis translated,
  day date not null generated always as (first_day(on_date)) stored
);
call make_record_table('commitment_statuses');
create index commitment_statuses_latest on commitment_statuses (commitment_id, day desc, id desc);

-- plans: what is to be done. A plan holds actions; an action may stand without a plan.
create table plans (
  title translated not null,
  summary translated,
  body_id bigint references bodies,
  organisation_id bigint references organisations,
  from_on partial_date,
  until_on partial_date
);
call make_record_table('plans');

create table actions (
  plan_id bigint references plans,
  parent_id bigint,
  title translated not null,
  description translated,
  body_id bigint references bodies,
  organisation_id bigint references organisations,
  from_on partial_date,
  until_on partial_date,
  sort int not null default 0
);
call make_record_table('actions');
alter table actions add foreign key (parent_id) references actions;

create table action_items (
  action_id bigint not null references actions,
  item_id bigint not null references items,
  basis text not null check (basis in ('text', 'official-mapping', 'publisher-mapping', 'own')),
  primary key (action_id, item_id)
);
call make_link_table('action_items', 'actions', 'action_id');
create index action_items_item on action_items (item_id);

create table action_commitments (
  action_id bigint not null references actions,
  commitment_id bigint not null references commitments,
  primary key (action_id, commitment_id)
);
call make_link_table('action_commitments', 'actions', 'action_id');
create index action_commitments_commitment on action_commitments (commitment_id);
