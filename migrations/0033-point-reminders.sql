-- Of which action point somebody was reminded, at which stage and for which date: a new date is reminded of anew, and no
-- reminder goes out twice. Written and read by the installation alone.
create table point_reminders (
  action_point_id bigint not null references action_points,
  stage text not null check (stage in ('soon', 'overdue', 'escalated')),
  due_on text not null,
  left_at timestamptz not null,
  primary key (action_point_id, stage, due_on)
);
alter table point_reminders enable row level security;
