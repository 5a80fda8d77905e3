-- A meeting, orientation, consultation, visit or observance. Half-open period with precision; times are local.
create table meetings (
  kind text not null check (kind in
    ('meeting', 'orientation', 'consultation', 'visit', 'observance', 'session', 'launch')),
  title translated not null,
  body_id bigint references bodies,
  parent_id bigint,
  from_on partial_date not null,
  until_on partial_date,
  starts_at text check (starts_at ~ '^\d\d:\d\d$'),
  ends_at text check (ends_at ~ '^\d\d:\d\d$'),
  venue translated,
  place_id bigint references places,
  online_link text check (online_link ~ '^https://'),
  summary translated,
  date_basis translated,
  ordinal int check (ordinal > 0),
  cancelled_on partial_date,
  from_day date not null generated always as (first_day(from_on)) stored,
  until_day date not null generated always as (coalesce(first_day(until_on), day_after(from_on))) stored,
  check (until_day > from_day)
);
call make_record_table('meetings');
alter table meetings add foreign key (parent_id) references meetings;
create index meetings_days on meetings (from_day, until_day);
create index meetings_body on meetings (body_id, from_day desc);

create table meeting_organisations (
  meeting_id bigint not null references meetings,
  organisation_id bigint not null references organisations,
  role text not null check (role in ('organiser', 'supporter', 'guest', 'participant')),
  primary key (meeting_id, organisation_id, role)
);
call make_link_table('meeting_organisations', 'meetings', 'meeting_id');
create index meeting_organisations_organisation on meeting_organisations (organisation_id);

create table meeting_people (
  meeting_id bigint not null references meetings,
  person_id bigint not null references people,
  role text not null check (role in ('chair', 'speaker', 'guest')),
  primary key (meeting_id, person_id, role)
);
call make_link_table('meeting_people', 'meetings', 'meeting_id');
create index meeting_people_person on meeting_people (person_id);

-- Other bodies that took part or were addressed.
create table meeting_bodies (
  meeting_id bigint not null references meetings,
  body_id bigint not null references bodies,
  role text not null check (role in ('audience', 'participant', 'subject')),
  primary key (meeting_id, body_id, role)
);
call make_link_table('meeting_bodies', 'meetings', 'meeting_id');
create index meeting_bodies_body on meeting_bodies (body_id);

create table agenda_items (
  meeting_id bigint not null references meetings,
  position int not null,
  title translated not null,
  kind text not null check (kind in ('information', 'discussion', 'decision')),
  outcome translated
);
call make_record_table('agenda_items');
create index agenda_items_meeting on agenda_items (meeting_id, position);

create table decisions (
  body_id bigint not null references bodies,
  meeting_id bigint references meetings,
  agenda_item_id bigint references agenda_items,
  wording translated not null,
  decided_on partial_date not null,
  kind text not null check (kind in ('decision', 'arrangement', 'discussion'))
);
call make_record_table('decisions');
create index decisions_body on decisions (body_id);
create index decisions_meeting on decisions (meeting_id);

create table decision_actions (
  decision_id bigint not null references decisions,
  action_id bigint not null references actions,
  primary key (decision_id, action_id)
);
call make_link_table('decision_actions', 'decisions', 'decision_id');

create table decision_commitments (
  decision_id bigint not null references decisions,
  commitment_id bigint not null references commitments,
  primary key (decision_id, commitment_id)
);
call make_link_table('decision_commitments', 'decisions', 'decision_id');
