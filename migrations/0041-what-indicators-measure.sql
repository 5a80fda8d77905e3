-- Which actions and commitments an indicator measures: the link by which a figure stands in the chain from decision to proof.
create table indicator_actions (
  indicator_id bigint not null references indicators,
  action_id bigint not null references actions,
  primary key (indicator_id, action_id)
);
call make_link_table('indicator_actions', 'indicators', 'indicator_id');
create index indicator_actions_action on indicator_actions (action_id);

create table indicator_commitments (
  indicator_id bigint not null references indicators,
  commitment_id bigint not null references commitments,
  primary key (indicator_id, commitment_id)
);
call make_link_table('indicator_commitments', 'indicators', 'indicator_id');
create index indicator_commitments_commitment on indicator_commitments (commitment_id);
