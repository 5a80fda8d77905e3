// Generated from migrations/*.sql by scripts/generate/table-types.ts. Do not edit.
import type { Generated, GeneratedAlways } from 'kysely';
import type { PartialDate } from '#lib/dates.ts';
import type { Translated } from '#lib/translated.ts';

export type AccessRequestsTable = {
  id: GeneratedAlways<number>;
  name: string;
  email: string;
  organisation: string;
  reason: string;
  lang: 'en' | 'bn';
  created_at: Date;
  decided_at: Date | null;
  decided_by: string | null;
  decision: 'approved' | 'declined' | null;
  answer: string | null;
};

export type AccountsTable = {
  id: string;
  name: string;
  email: string;
  email_verified: Generated<boolean>;
  image: string | null;
  created_at: Date;
  updated_at: Date;
  lang: Generated<'en' | 'bn'>;
  person_id: number | null;
  conduct_version: number | null;
  conduct_accepted_at: Date | null;
  closed_at: Date | null;
  closed_reason: string | null;
  two_factor_enabled: Generated<boolean>;
  demonstration: Generated<boolean>;
  weekly_letter: Generated<boolean>;
};

export type ActionCommitmentsTable = {
  action_id: number;
  commitment_id: number;
  is_public: Generated<boolean>;
  reach: Generated<number>;
  audience_id: number | null;
};

export type ActionItemsTable = {
  action_id: number;
  item_id: number;
  basis: 'text' | 'official-mapping' | 'publisher-mapping' | 'own';
  is_public: Generated<boolean>;
  reach: Generated<number>;
  audience_id: number | null;
};

export type ActionLinksTable = {
  action_id: number;
  other_id: number;
  relation: 'same-as' | 'contributes-to' | 'depends-on';
  is_public: Generated<boolean>;
  reach: Generated<number>;
  audience_id: number | null;
};

export type ActionMoneyTable = {
  action_id: number;
  position: number;
  year: number;
  kind: 'required' | 'available' | 'spent';
  amount: number;
  currency: string;
  rate: number | null;
  rate_on: string | null;
  source_id: number | null;
  is_public: Generated<boolean>;
  reach: Generated<number>;
  audience_id: number | null;
};

export type ActionPartnersTable = {
  action_id: number;
  organisation_id: number;
  role: 'implementing' | 'funding' | 'technical' | 'consulted';
  is_public: Generated<boolean>;
  reach: Generated<number>;
  audience_id: number | null;
};

export type ActionPlacesTable = {
  action_id: number;
  place_id: number;
  is_public: Generated<boolean>;
  reach: Generated<number>;
  audience_id: number | null;
};

export type ActionPointActionsTable = {
  action_point_id: number;
  action_id: number;
  is_public: Generated<boolean>;
  reach: Generated<number>;
  audience_id: number | null;
};

export type ActionPointCommitmentsTable = {
  action_point_id: number;
  commitment_id: number;
  is_public: Generated<boolean>;
  reach: Generated<number>;
  audience_id: number | null;
};

export type ActionPointStepsTable = {
  action_point_id: number;
  number: number;
  status: 'open' | 'under-way' | 'done' | 'dropped';
  on_day: string;
  comment: Translated | null;
  made_at: Date;
  is_public: Generated<boolean>;
  reach: Generated<number>;
  audience_id: number | null;
  proof: string | null;
};

export type ActionPointsTable = {
  body_id: number;
  meeting_id: number | null;
  agenda_item_id: number | null;
  decision_id: number | null;
  task: Translated;
  owner_seat_id: number | null;
  owner_organisation_id: number | null;
  owner_person_id: number | null;
  agreed_on: PartialDate;
  due_on: PartialDate | null;
  id: GeneratedAlways<number>;
  ref: string;
  visibility: Generated<'public' | 'network' | 'body' | 'secretariat'>;
  published_at: Date | null;
  archived_at: Date | null;
  is_public: Generated<boolean>;
  version: Generated<number>;
  note: Translated | null;
  created_at: Date;
  updated_at: Date;
  reach: Generated<number>;
  audience_id: number | null;
};

export type ActionRisksTable = {
  action_id: number;
  position: number;
  risk: Translated;
  likelihood: number;
  impact: number;
  response: Translated | null;
  is_public: Generated<boolean>;
  reach: Generated<number>;
  audience_id: number | null;
};

export type ActionStatusesTable = {
  action_id: number;
  status: 'not-started' | 'under-way' | 'delayed' | 'completed' | 'suspended' | 'cancelled';
  on_date: PartialDate;
  basis: Translated | null;
  day: GeneratedAlways<string>;
  id: GeneratedAlways<number>;
  ref: string;
  visibility: Generated<'public' | 'network' | 'body' | 'secretariat'>;
  published_at: Date | null;
  archived_at: Date | null;
  is_public: Generated<boolean>;
  version: Generated<number>;
  note: Translated | null;
  created_at: Date;
  updated_at: Date;
  reach: Generated<number>;
  audience_id: number | null;
};

export type ActionsTable = {
  plan_id: number | null;
  parent_id: number | null;
  title: Translated;
  description: Translated | null;
  body_id: number | null;
  organisation_id: number | null;
  from_on: PartialDate | null;
  until_on: PartialDate | null;
  sort: Generated<number>;
  id: GeneratedAlways<number>;
  ref: string;
  visibility: Generated<'public' | 'network' | 'body' | 'secretariat'>;
  published_at: Date | null;
  archived_at: Date | null;
  is_public: Generated<boolean>;
  version: Generated<number>;
  note: Translated | null;
  created_at: Date;
  updated_at: Date;
  reach: Generated<number>;
  audience_id: number | null;
  gender_marker: number | null;
  rights_marker: number | null;
  external_scheme: 'un-info' | 'iati' | null;
  external_ref: string | null;
  target_amount: number | null;
  target_unit: Translated | null;
};

export type AgendaItemsTable = {
  meeting_id: number;
  position: number;
  title: Translated;
  kind: 'information' | 'discussion' | 'decision';
  outcome: Translated | null;
  id: GeneratedAlways<number>;
  ref: string;
  visibility: Generated<'public' | 'network' | 'body' | 'secretariat'>;
  published_at: Date | null;
  archived_at: Date | null;
  is_public: Generated<boolean>;
  version: Generated<number>;
  note: Translated | null;
  created_at: Date;
  updated_at: Date;
  reach: Generated<number>;
  audience_id: number | null;
  parent_id: number | null;
  duration: number | null;
  presenter_person_id: number | null;
  presenter_organisation_id: number | null;
  ended: 'treated' | 'carried-over' | 'withdrawn' | null;
  continues_id: number | null;
};

export type AgendaPapersTable = {
  agenda_item_id: number;
  evidence_id: number;
  is_public: Generated<boolean>;
  reach: Generated<number>;
  audience_id: number | null;
};

export type ApiTokensTable = {
  id: string;
  account_id: string;
  name: string;
  token: string;
  prefix: string;
  scopes: string[];
  factors: Generated<number>;
  created_at: Date;
  expires_on: string;
  last_used_on: string | null;
  revoked_at: Date | null;
  revoked_by: string | null;
};

export type AttemptsTable = {
  key: string;
  tried: number;
  since: Date;
};

export type AttendancesTable = {
  minutes_id: number;
  position: number;
  seat_id: number | null;
  organisation_id: number | null;
  person_id: number | null;
  name: string | null;
  presence: 'present' | 'represented' | 'excused' | 'absent' | 'visitor';
  is_public: Generated<boolean>;
  reach: Generated<number>;
  audience_id: number | null;
};

export type BodiesTable = {
  kind: 'network' | 'task-force' | 'working-group';
  name: Translated;
  acronym: Translated | null;
  aliases: Generated<string[]>;
  parent_id: number | null;
  parent_organisation_id: number | null;
  mandate: Translated | null;
  membership: Translated | null;
  member_count: number | null;
  proposed_on: PartialDate | null;
  established_on: PartialDate | null;
  closed_on: PartialDate | null;
  sort: Generated<number>;
  id: GeneratedAlways<number>;
  ref: string;
  visibility: Generated<'public' | 'network' | 'body' | 'secretariat'>;
  published_at: Date | null;
  archived_at: Date | null;
  is_public: Generated<boolean>;
  version: Generated<number>;
  note: Translated | null;
  created_at: Date;
  updated_at: Date;
  reach: Generated<number>;
  audience_id: number | null;
  voting_roles: Generated<string[]>;
  quorum: number | null;
  adoption: Generated<'next-meeting' | 'silence'>;
  correction_days: Generated<number>;
  meeting_visibility: Generated<'public' | 'network' | 'body' | 'secretariat'>;
};

export type CalendarFeedsTable = {
  account_id: string;
  secret_hash: string;
  made_at: Date;
};

export type CommitmentItemsTable = {
  commitment_id: number;
  item_id: number;
  basis: 'text' | 'official-mapping' | 'publisher-mapping' | 'own';
  is_public: Generated<boolean>;
  reach: Generated<number>;
  audience_id: number | null;
};

export type CommitmentLinksTable = {
  commitment_id: number;
  other_id: number;
  relation: 'answers' | 'repeats' | 'replaces' | 'matches' | 'part-of';
  is_public: Generated<boolean>;
  reach: Generated<number>;
  audience_id: number | null;
};

export type CommitmentPartiesTable = {
  commitment_id: number;
  organisation_id: number;
  role: 'maker' | 'lead' | 'supporting';
  is_public: Generated<boolean>;
  reach: Generated<number>;
  audience_id: number | null;
};

export type CommitmentStatementsTable = {
  commitment_id: number;
  cycle: string;
  text: Translated;
  on_date: PartialDate;
  day: GeneratedAlways<string>;
  id: GeneratedAlways<number>;
  ref: string;
  visibility: Generated<'public' | 'network' | 'body' | 'secretariat'>;
  published_at: Date | null;
  archived_at: Date | null;
  is_public: Generated<boolean>;
  version: Generated<number>;
  note: Translated | null;
  created_at: Date;
  updated_at: Date;
  reach: Generated<number>;
  audience_id: number | null;
};

export type CommitmentStatusesTable = {
  commitment_id: number;
  status: 'made' | 'under-way' | 'fulfilled' | 'in-part' | 'not-fulfilled' | 'lapsed';
  on_date: PartialDate;
  basis: Translated | null;
  day: GeneratedAlways<string>;
  id: GeneratedAlways<number>;
  ref: string;
  visibility: Generated<'public' | 'network' | 'body' | 'secretariat'>;
  published_at: Date | null;
  archived_at: Date | null;
  is_public: Generated<boolean>;
  version: Generated<number>;
  note: Translated | null;
  created_at: Date;
  updated_at: Date;
  reach: Generated<number>;
  audience_id: number | null;
};

export type CommitmentTalliesTable = {
  cycle: string;
  status: string;
  commitments: number;
  is_public: Generated<boolean>;
};

export type CommitmentsTable = {
  kind:
    | 'pledge'
    | 'recommendation'
    | 'agenda-point'
    | 'declaration-paragraph'
    | 'national-plan'
    | 'standing'
    | 'general';
  title: Translated;
  wording: Translated | null;
  instrument: Translated;
  cycle: string | null;
  made_on: PartialDate | null;
  participation: 'individual' | 'joint' | 'matching' | null;
  issuer_id: number | null;
  recommending_place_id: number | null;
  affected_groups: Translated | null;
  response: 'supported' | 'in-part' | 'noted' | null;
  response_wording: Translated | null;
  period_from: PartialDate | null;
  period_until: PartialDate | null;
  target: Translated | null;
  target_on: PartialDate | null;
  follow_up: Translated | null;
  id: GeneratedAlways<number>;
  ref: string;
  visibility: Generated<'public' | 'network' | 'body' | 'secretariat'>;
  published_at: Date | null;
  archived_at: Date | null;
  is_public: Generated<boolean>;
  version: Generated<number>;
  note: Translated | null;
  created_at: Date;
  updated_at: Date;
  reach: Generated<number>;
  audience_id: number | null;
  natures: Generated<string[]>;
  external_scheme: 'uhri' | 'other' | null;
  external_ref: string | null;
};

export type ContributionsTable = {
  round_id: number;
  action_id: number;
  organisation_id: number;
  text: Translated;
  answer: 'accepted' | 'declined' | null;
  answer_reason: string | null;
  id: GeneratedAlways<number>;
  ref: string;
  visibility: Generated<'public' | 'network' | 'body' | 'secretariat'>;
  published_at: Date | null;
  archived_at: Date | null;
  is_public: Generated<boolean>;
  version: Generated<number>;
  note: Translated | null;
  created_at: Date;
  updated_at: Date;
  reach: Generated<number>;
  audience_id: number | null;
};

export type CorrectionsTable = {
  id: GeneratedAlways<number>;
  minute_item_id: number;
  account_id: string | null;
  organisation_id: number | null;
  wording: Translated;
  reason: string;
  proposed_at: Date;
  answer: 'accepted' | 'declined' | null;
  answered_at: Date | null;
  answer_reason: string | null;
  is_erratum: Generated<boolean>;
  is_public: Generated<boolean>;
  reach: Generated<number>;
  audience_id: number | null;
};

export type CredentialsTable = {
  id: string;
  account_id: string;
  provider: string;
  subject: string;
  password: string | null;
  access_token: string | null;
  refresh_token: string | null;
  id_token: string | null;
  access_token_expires_at: Date | null;
  refresh_token_expires_at: Date | null;
  scope: string | null;
  created_at: Date;
  updated_at: Date;
};

export type CrosswalksTable = {
  from_item_id: number;
  to_item_id: number;
  basis: 'text' | 'official-mapping' | 'publisher-mapping' | 'own';
  is_public: Generated<boolean>;
  reach: Generated<number>;
  audience_id: number | null;
};

export type DataVersionTable = {
  only_row: Generated<boolean>;
  version: number;
  history_number: Generated<number>;
  history_hash: Generated<string>;
};

export type DecisionActionsTable = {
  decision_id: number;
  action_id: number;
  is_public: Generated<boolean>;
  reach: Generated<number>;
  audience_id: number | null;
};

export type DecisionCommitmentsTable = {
  decision_id: number;
  commitment_id: number;
  is_public: Generated<boolean>;
  reach: Generated<number>;
  audience_id: number | null;
};

export type DecisionsTable = {
  body_id: number;
  meeting_id: number | null;
  agenda_item_id: number | null;
  wording: Translated;
  decided_on: PartialDate;
  kind: 'decision' | 'arrangement' | 'discussion';
  id: GeneratedAlways<number>;
  ref: string;
  visibility: Generated<'public' | 'network' | 'body' | 'secretariat'>;
  published_at: Date | null;
  archived_at: Date | null;
  is_public: Generated<boolean>;
  version: Generated<number>;
  note: Translated | null;
  created_at: Date;
  updated_at: Date;
  reach: Generated<number>;
  audience_id: number | null;
  number: number | null;
  carried_out_on: PartialDate | null;
  superseded_by_id: number | null;
};

export type EditionNoticesTable = {
  edition_id: number;
  kind: 'correction' | 'withdrawal';
  noticed_on: PartialDate;
  wording: Translated;
  is_public: Generated<boolean>;
  reach: Generated<number>;
  audience_id: number | null;
};

export type EditionsTable = {
  title: Translated;
  from_on: PartialDate;
  until_on: PartialDate;
  issued_on: PartialDate | null;
  edits: Generated<unknown>;
  from_day: GeneratedAlways<string>;
  until_day: GeneratedAlways<string>;
  id: GeneratedAlways<number>;
  ref: string;
  visibility: Generated<'public' | 'network' | 'body' | 'secretariat'>;
  published_at: Date | null;
  archived_at: Date | null;
  is_public: Generated<boolean>;
  version: Generated<number>;
  note: Translated | null;
  created_at: Date;
  updated_at: Date;
  reach: Generated<number>;
  audience_id: number | null;
};

export type EvidenceTable = {
  kind: 'publication' | 'dataset' | 'web-page' | 'press' | 'resolution' | 'file';
  title: Translated;
  producer: Translated | null;
  address: string | null;
  licence: string | null;
  published_on: PartialDate | null;
  retrieved_on: PartialDate | null;
  edition: string | null;
  id: GeneratedAlways<number>;
  ref: string;
  visibility: Generated<'public' | 'network' | 'body' | 'secretariat'>;
  published_at: Date | null;
  archived_at: Date | null;
  is_public: Generated<boolean>;
  version: Generated<number>;
  note: Translated | null;
  created_at: Date;
  updated_at: Date;
  reach: Generated<number>;
  audience_id: number | null;
  body_id: number | null;
};

export type EvidenceLinksTable = {
  evidence_id: number;
  kind: string;
  ref: string;
  locator: Generated<string>;
  is_public: Generated<boolean>;
  reach: Generated<number>;
  audience_id: number | null;
};

export type FilesTable = {
  evidence_id: number;
  hash: string;
  size: number;
  media_type: string;
  name: string;
  uploaded_by: string | null;
  uploader: string;
  scan: 'none' | 'waiting' | 'clean' | 'infected';
  scanned_at: Date | null;
  finding: string | null;
  spoiled_at: Date | null;
  redacts_id: number | null;
  redaction_reason: Translated | null;
  id: GeneratedAlways<number>;
  ref: string;
  visibility: Generated<'public' | 'network' | 'body' | 'secretariat'>;
  published_at: Date | null;
  archived_at: Date | null;
  is_public: Generated<boolean>;
  version: Generated<number>;
  note: Translated | null;
  created_at: Date;
  updated_at: Date;
  reach: Generated<number>;
  audience_id: number | null;
};

export type FrameworksTable = {
  name: Translated;
  acronym: Translated | null;
  summary: Translated | null;
  adopted_on: PartialDate | null;
  sort: Generated<number>;
  id: GeneratedAlways<number>;
  ref: string;
  visibility: Generated<'public' | 'network' | 'body' | 'secretariat'>;
  published_at: Date | null;
  archived_at: Date | null;
  is_public: Generated<boolean>;
  version: Generated<number>;
  note: Translated | null;
  created_at: Date;
  updated_at: Date;
  reach: Generated<number>;
  audience_id: number | null;
};

export type GrantsTable = {
  id: GeneratedAlways<number>;
  account_id: string;
  duty: 'secretariat' | 'administrator' | 'data-steward' | 'auditor';
  from_day: string;
  until_day: string | null;
  granted_by: string;
  granted_at: Date;
  reason: string;
  ended_by: string | null;
  ended_reason: string | null;
};

export type HandoversTable = {
  leaver_id: number;
  successor_id: number;
  starts_on: string;
  seats: string[];
  positions: string[];
  reason: string;
  id: GeneratedAlways<number>;
  ref: string;
  visibility: Generated<'public' | 'network' | 'body' | 'secretariat'>;
  published_at: Date | null;
  archived_at: Date | null;
  is_public: Generated<boolean>;
  version: Generated<number>;
  note: Translated | null;
  created_at: Date;
  updated_at: Date;
  reach: Generated<number>;
  audience_id: number | null;
};

export type HeldBackTable = {
  minutes_id: number;
  kind: 'minutes' | 'minute_items' | 'decisions' | 'action_points';
  ref: string;
  opens_to: 'public' | 'network' | 'body' | 'secretariat';
  is_public: Generated<boolean>;
  reach: Generated<number>;
  audience_id: number | null;
};

export type HistoryTable = {
  id: GeneratedAlways<number>;
  at: Date;
  request_id: string;
  door: 'form' | 'workbook' | 'api' | 'job' | 'command-line' | 'pack';
  actor: string;
  kind: string;
  ref: string;
  action: 'create' | 'change' | 'publish' | 'withdraw' | 'archive' | 'restore' | 'erase';
  before: unknown;
  after: unknown;
  reason: string | null;
  account_id: string | null;
  number: number;
  version: number | null;
  content_salt: string | null;
  actor_salt: string | null;
  content_proof: string;
  actor_proof: string;
  previous: string;
  hash: string;
  content_erased_by: number | null;
  actor_erased_by: number | null;
};

export type ImportKeysTable = {
  organisation_id: number;
  noun: string;
  key: string;
  ref: string;
  said: unknown;
  updated_at: Date;
};

export type ImportMappingsTable = {
  organisation_id: number;
  noun: string;
  signature: string;
  settings: unknown;
  updated_at: Date;
};

export type ImportsTable = {
  id: string;
  account_id: string | null;
  made_at: Date;
  file_name: string;
  noun: string;
  organisation_id: number;
  content: unknown;
  settings: Generated<unknown>;
  applied_at: Date | null;
  outcome: Generated<unknown>;
};

export type IndicatorActionsTable = {
  indicator_id: number;
  action_id: number;
  is_public: Generated<boolean>;
  reach: Generated<number>;
  audience_id: number | null;
};

export type IndicatorCommitmentsTable = {
  indicator_id: number;
  commitment_id: number;
  is_public: Generated<boolean>;
  reach: Generated<number>;
  audience_id: number | null;
};

export type IndicatorItemsTable = {
  indicator_id: number;
  item_id: number;
  basis: 'text' | 'official-mapping' | 'publisher-mapping' | 'own';
  is_public: Generated<boolean>;
  reach: Generated<number>;
  audience_id: number | null;
};

export type IndicatorTargetsTable = {
  indicator_id: number;
  on_date: PartialDate;
  value: number;
  basis: Translated | null;
  is_public: Generated<boolean>;
  reach: Generated<number>;
  audience_id: number | null;
};

export type IndicatorsTable = {
  title: Translated;
  unit: Translated;
  decimals: Generated<number>;
  direction: 'up' | 'down' | 'none';
  definition: Translated | null;
  method: Translated | null;
  custodian: Translated | null;
  limits: Translated | null;
  finding: Translated | null;
  theme: string;
  map: Generated<boolean>;
  sort: Generated<number>;
  id: GeneratedAlways<number>;
  ref: string;
  visibility: Generated<'public' | 'network' | 'body' | 'secretariat'>;
  published_at: Date | null;
  archived_at: Date | null;
  is_public: Generated<boolean>;
  version: Generated<number>;
  note: Translated | null;
  created_at: Date;
  updated_at: Date;
  reach: Generated<number>;
  audience_id: number | null;
  baseline_value: number | null;
  baseline_on: PartialDate | null;
  least: number | null;
  most: number | null;
  whole: Generated<boolean>;
  frequency: 'monthly' | 'quarterly' | 'yearly' | 'irregular' | null;
  next_due_on: PartialDate | null;
};

export type IssuedDocumentsTable = {
  edition_id: number;
  lang: 'en' | 'bn';
  issue: number;
  issued_at: Date;
  document: unknown;
  is_public: Generated<boolean>;
  pdf_hash: string | null;
  reach: Generated<number>;
  audience_id: number | null;
};

export type ItemTalliesTable = {
  item_id: number;
  commitments: number;
  made: number;
  under_way: number;
  in_part: number;
  fulfilled: number;
  not_fulfilled: number;
  lapsed: number;
  actions: number;
  indicators: number;
  evidence: number;
  is_public: boolean;
};

export type ItemsTable = {
  framework_id: number;
  parent_id: number | null;
  kind: 'cluster' | 'objective' | 'action' | 'principle' | 'goal' | 'target' | 'point';
  code: string;
  title: Translated;
  short_title: Translated | null;
  locator: string | null;
  sort: number;
  id: GeneratedAlways<number>;
  ref: string;
  visibility: Generated<'public' | 'network' | 'body' | 'secretariat'>;
  published_at: Date | null;
  archived_at: Date | null;
  is_public: Generated<boolean>;
  version: Generated<number>;
  note: Translated | null;
  created_at: Date;
  updated_at: Date;
  reach: Generated<number>;
  audience_id: number | null;
};

export type LikenessDismissalsTable = {
  commitment_id: number;
  other_id: number;
  reason: string;
  seen: string[];
  account_id: string | null;
  dismissed_at: Date;
};

export type MailLinksTable = {
  id: GeneratedAlways<number>;
  token: string;
  purpose: 'invitation' | 'password' | 'address';
  account_id: string;
  email: string;
  created_at: Date;
  expires_at: Date;
  used_at: Date | null;
};

export type MeetingBodiesTable = {
  meeting_id: number;
  body_id: number;
  role: 'audience' | 'participant' | 'subject';
  is_public: Generated<boolean>;
  reach: Generated<number>;
  audience_id: number | null;
};

export type MeetingInvitationsTable = {
  id: GeneratedAlways<number>;
  meeting_id: number;
  address: string;
  name: string;
  lang: 'en' | 'bn';
  seat_id: number | null;
  person_id: number | null;
  sent_at: Date | null;
  sent_version: number | null;
  calendar_hash: string | null;
  answer: 'accepted' | 'tentative' | 'declined' | null;
  answered_at: Date | null;
  answered_by: 'link' | 'calendar' | 'desk' | null;
  reply_stamp: Date | null;
  withdrawn_at: Date | null;
  reminded_at: Date | null;
  code: Generated<string>;
  sequence: Generated<number>;
  sent_when: string | null;
  answered_when: string | null;
};

export type MeetingOrganisationsTable = {
  meeting_id: number;
  organisation_id: number;
  role: 'organiser' | 'supporter' | 'guest' | 'participant';
  is_public: Generated<boolean>;
  reach: Generated<number>;
  audience_id: number | null;
};

export type MeetingPeopleTable = {
  meeting_id: number;
  person_id: number;
  role: 'chair' | 'speaker' | 'guest';
  is_public: Generated<boolean>;
  reach: Generated<number>;
  audience_id: number | null;
};

export type MeetingsTable = {
  kind: 'meeting' | 'orientation' | 'consultation' | 'visit' | 'observance' | 'session' | 'launch';
  title: Translated;
  body_id: number | null;
  parent_id: number | null;
  from_on: PartialDate;
  until_on: PartialDate | null;
  starts_at: string | null;
  ends_at: string | null;
  venue: Translated | null;
  place_id: number | null;
  online_link: string | null;
  summary: Translated | null;
  date_basis: Translated | null;
  ordinal: number | null;
  cancelled_on: PartialDate | null;
  from_day: GeneratedAlways<string>;
  until_day: GeneratedAlways<string>;
  id: GeneratedAlways<number>;
  ref: string;
  visibility: Generated<'public' | 'network' | 'body' | 'secretariat'>;
  published_at: Date | null;
  archived_at: Date | null;
  is_public: Generated<boolean>;
  version: Generated<number>;
  note: Translated | null;
  created_at: Date;
  updated_at: Date;
  reach: Generated<number>;
  audience_id: number | null;
  language: 'en' | 'bn' | 'both' | null;
  interpretation: Translated | null;
};

export type MigrationsTable = {
  name: string;
  digest: string;
  applied_at: Generated<Date>;
};

export type MilestonesTable = {
  action_id: number;
  title: Translated;
  due_on: PartialDate;
  reached_on: PartialDate | null;
  sort: Generated<number>;
  id: GeneratedAlways<number>;
  ref: string;
  visibility: Generated<'public' | 'network' | 'body' | 'secretariat'>;
  published_at: Date | null;
  archived_at: Date | null;
  is_public: Generated<boolean>;
  version: Generated<number>;
  note: Translated | null;
  created_at: Date;
  updated_at: Date;
  reach: Generated<number>;
  audience_id: number | null;
};

export type MinuteItemsTable = {
  minutes_id: number;
  agenda_item_id: number;
  text: Translated;
  id: GeneratedAlways<number>;
  ref: string;
  visibility: Generated<'public' | 'network' | 'body' | 'secretariat'>;
  published_at: Date | null;
  archived_at: Date | null;
  is_public: Generated<boolean>;
  version: Generated<number>;
  note: Translated | null;
  created_at: Date;
  updated_at: Date;
  reach: Generated<number>;
  audience_id: number | null;
};

export type MinutesTable = {
  meeting_id: number;
  circulated_on: string | null;
  corrections_until: string | null;
  adopted_on: string | null;
  adopted_by: 'meeting' | 'silence' | null;
  adopted_at_id: number | null;
  id: GeneratedAlways<number>;
  ref: string;
  visibility: Generated<'public' | 'network' | 'body' | 'secretariat'>;
  published_at: Date | null;
  archived_at: Date | null;
  is_public: Generated<boolean>;
  version: Generated<number>;
  note: Translated | null;
  created_at: Date;
  updated_at: Date;
  reach: Generated<number>;
  audience_id: number | null;
};

export type MinutesRemindersTable = {
  meeting_id: number;
  left_at: Date;
};

export type ObservationRevisionsTable = {
  observation_id: number;
  number: number;
  stood: unknown;
  known_from: Date;
  known_until: Date | null;
  is_public: Generated<boolean>;
  reach: Generated<number>;
  audience_id: number | null;
};

export type ObservationsTable = {
  indicator_id: number;
  from_on: PartialDate;
  until_on: PartialDate;
  place_id: number | null;
  destination_id: number | null;
  sex: 'female' | 'male' | null;
  category: Translated | null;
  value: number;
  qualifier: 'more-than' | 'about' | 'minimum' | 'estimated' | 'provisional' | null;
  evidence_id: number;
  producer: Translated | null;
  cutoff_on: PartialDate | null;
  edition: string | null;
  flagged: Generated<boolean>;
  from_day: GeneratedAlways<string>;
  until_day: GeneratedAlways<string>;
  id: GeneratedAlways<number>;
  ref: string;
  visibility: Generated<'public' | 'network' | 'body' | 'secretariat'>;
  published_at: Date | null;
  archived_at: Date | null;
  is_public: Generated<boolean>;
  version: Generated<number>;
  note: Translated | null;
  created_at: Date;
  updated_at: Date;
  reach: Generated<number>;
  audience_id: number | null;
  withdrawn_on: string | null;
  withdrawn_reason: Translated | null;
  replaced_by_id: number | null;
  stands: GeneratedAlways<boolean>;
};

export type OrganisationTypesTable = {
  name: Translated;
  sector: 'government' | 'un' | 'civil-society' | 'private' | 'research' | 'other';
  sort: Generated<number>;
  id: GeneratedAlways<number>;
  ref: string;
  visibility: Generated<'public' | 'network' | 'body' | 'secretariat'>;
  published_at: Date | null;
  archived_at: Date | null;
  is_public: Generated<boolean>;
  version: Generated<number>;
  note: Translated | null;
  created_at: Date;
  updated_at: Date;
  reach: Generated<number>;
  audience_id: number | null;
};

export type OrganisationsTable = {
  name: Translated;
  acronym: Translated | null;
  aliases: Generated<string[]>;
  type_id: number;
  parent_id: number | null;
  website: string | null;
  id: GeneratedAlways<number>;
  ref: string;
  visibility: Generated<'public' | 'network' | 'body' | 'secretariat'>;
  published_at: Date | null;
  archived_at: Date | null;
  is_public: Generated<boolean>;
  version: Generated<number>;
  note: Translated | null;
  created_at: Date;
  updated_at: Date;
  reach: Generated<number>;
  audience_id: number | null;
  merged_into_id: number | null;
};

export type OutboxTable = {
  id: GeneratedAlways<number>;
  topic: string;
  payload: unknown;
  created_at: Date;
  due_at: Date;
  attempts: Generated<number>;
  done_at: Date | null;
  last_error: string | null;
  handed: Generated<number>;
  dead_at: Date | null;
  dropped_at: Date | null;
  dropped_by: string | null;
  goes_last: Generated<boolean>;
  account_id: Generated<string | null>;
};

export type OverlapDismissalsTable = {
  action_id: number;
  other_id: number;
  reason: string;
  seen: string[];
  account_id: string | null;
  dismissed_at: Date;
};

export type PacksTable = {
  name: string;
  version: string;
  digest: string;
  loaded_at: Date;
};

export type PasskeysTable = {
  id: string;
  account_id: string;
  name: string;
  credential_id: string;
  public_key: string;
  counter: Generated<number>;
  transports: Generated<string[]>;
  created_at: Date;
  used_at: Date | null;
};

export type PeopleTable = {
  name: Translated;
  honorific: Translated | null;
  aliases: Generated<string[]>;
  id: GeneratedAlways<number>;
  ref: string;
  visibility: Generated<'public' | 'network' | 'body' | 'secretariat'>;
  published_at: Date | null;
  archived_at: Date | null;
  is_public: Generated<boolean>;
  version: Generated<number>;
  note: Translated | null;
  created_at: Date;
  updated_at: Date;
  reach: Generated<number>;
  audience_id: number | null;
};

export type PicturesTable = {
  meeting_id: number | null;
  caption: Translated;
  alt: Translated;
  credit: Translated;
  taken_on: PartialDate | null;
  file_hash: string | null;
  reusable: Generated<boolean>;
  id: GeneratedAlways<number>;
  ref: string;
  visibility: Generated<'public' | 'network' | 'body' | 'secretariat'>;
  published_at: Date | null;
  archived_at: Date | null;
  is_public: Generated<boolean>;
  version: Generated<number>;
  note: Translated | null;
  created_at: Date;
  updated_at: Date;
  reach: Generated<number>;
  audience_id: number | null;
};

export type PlacesTable = {
  level: 'country' | 'division' | 'district' | 'upazila';
  name: Translated;
  aliases: Generated<string[]>;
  parent_id: number | null;
  iso3: string | null;
  latitude: number | null;
  longitude: number | null;
  id: GeneratedAlways<number>;
  ref: string;
  visibility: Generated<'public' | 'network' | 'body' | 'secretariat'>;
  published_at: Date | null;
  archived_at: Date | null;
  is_public: Generated<boolean>;
  version: Generated<number>;
  note: Translated | null;
  created_at: Date;
  updated_at: Date;
  reach: Generated<number>;
  audience_id: number | null;
};

export type PlanLevelsTable = {
  plan_id: number;
  position: number;
  name: Translated;
  is_public: Generated<boolean>;
  reach: Generated<number>;
  audience_id: number | null;
};

export type PlanVersionActionsTable = {
  plan_version_id: number;
  action_id: number;
  fields: unknown;
  is_public: Generated<boolean>;
  reach: Generated<number>;
  audience_id: number | null;
};

export type PlanVersionsTable = {
  plan_id: number;
  number: number;
  step: 'adopted' | 'revised' | 'closed';
  on_date: PartialDate;
  basis: Translated | null;
  id: GeneratedAlways<number>;
  ref: string;
  visibility: Generated<'public' | 'network' | 'body' | 'secretariat'>;
  published_at: Date | null;
  archived_at: Date | null;
  is_public: Generated<boolean>;
  version: Generated<number>;
  note: Translated | null;
  created_at: Date;
  updated_at: Date;
  reach: Generated<number>;
  audience_id: number | null;
};

export type PlansTable = {
  title: Translated;
  summary: Translated | null;
  body_id: number | null;
  organisation_id: number | null;
  from_on: PartialDate | null;
  until_on: PartialDate | null;
  id: GeneratedAlways<number>;
  ref: string;
  visibility: Generated<'public' | 'network' | 'body' | 'secretariat'>;
  published_at: Date | null;
  archived_at: Date | null;
  is_public: Generated<boolean>;
  version: Generated<number>;
  note: Translated | null;
  created_at: Date;
  updated_at: Date;
  reach: Generated<number>;
  audience_id: number | null;
  kind: 'national' | 'workplan' | 'un-framework' | 'other' | null;
  currency: string | null;
};

export type PointRemindersTable = {
  action_point_id: number;
  stage: 'soon' | 'overdue' | 'escalated';
  due_on: string;
  left_at: Date;
};

export type PositionsTable = {
  person_id: number;
  organisation_id: number;
  title: Translated;
  from_on: PartialDate | null;
  until_on: PartialDate | null;
  stated_on: PartialDate | null;
  id: GeneratedAlways<number>;
  ref: string;
  visibility: Generated<'public' | 'network' | 'body' | 'secretariat'>;
  published_at: Date | null;
  archived_at: Date | null;
  is_public: Generated<boolean>;
  version: Generated<number>;
  note: Translated | null;
  created_at: Date;
  updated_at: Date;
  reach: Generated<number>;
  audience_id: number | null;
};

export type PrivateNotesTable = {
  account_id: string;
  meeting_id: number;
  text: string;
  updated_at: Date;
};

export type ProgressReportsTable = {
  round_id: number;
  action_id: number;
  organisation_id: number;
  done: Translated | null;
  obstacles: Translated | null;
  next_steps: Translated | null;
  status: 'not-started' | 'under-way' | 'delayed' | 'completed' | 'suspended' | 'cancelled' | null;
  spent_amount: number | null;
  spent_currency: string | null;
  proofs: Generated<string[]>;
  last_step: Generated<'drafted' | 'submitted' | 'returned' | 'approved-1' | 'approved' | 'published'>;
  last_step_at: Date | null;
  id: GeneratedAlways<number>;
  ref: string;
  visibility: Generated<'public' | 'network' | 'body' | 'secretariat'>;
  published_at: Date | null;
  archived_at: Date | null;
  is_public: Generated<boolean>;
  version: Generated<number>;
  note: Translated | null;
  created_at: Date;
  updated_at: Date;
  reach: Generated<number>;
  audience_id: number | null;
};

export type ProgressStepsTable = {
  progress_report_id: number;
  number: Generated<number>;
  step: 'submitted' | 'returned' | 'approved-1' | 'approved' | 'published';
  account_id: string | null;
  at: Date;
  reason: string | null;
  content: Generated<unknown>;
  is_public: Generated<boolean>;
  reach: Generated<number>;
  audience_id: number | null;
};

export type QuotationsTable = {
  person_id: number | null;
  position_id: number | null;
  organisation_id: number | null;
  meeting_id: number | null;
  wording: Translated;
  wording_tag: string | null;
  meaning: Translated | null;
  said_on: PartialDate | null;
  approval: 'published-in-source' | 'approved' | 'requested' | 'none';
  id: GeneratedAlways<number>;
  ref: string;
  visibility: Generated<'public' | 'network' | 'body' | 'secretariat'>;
  published_at: Date | null;
  archived_at: Date | null;
  is_public: Generated<boolean>;
  version: Generated<number>;
  note: Translated | null;
  created_at: Date;
  updated_at: Date;
  reach: Generated<number>;
  audience_id: number | null;
};

export type ReadsTable = {
  id: GeneratedAlways<number>;
  at: Date;
  request_id: string;
  account_id: string | null;
  actor: string;
  kind: string;
  ref: string;
  what: 'page' | 'history' | 'export' | 'account' | 'file';
  reason: string | null;
};

export type RecordsTable = {
  kind: string;
  ref: string;
  path: string;
  title: Translated;
  summary: Translated | null;
  dated: PartialDate | null;
  listed: Generated<boolean>;
  is_public: Generated<boolean>;
  archived: Generated<boolean>;
  updated_at: Date;
  words: Generated<string>;
  reach: Generated<number>;
  audience_id: number | null;
};

export type ReportCommentsTable = {
  id: GeneratedAlways<number>;
  progress_report_id: number;
  account_id: string | null;
  text: string;
  follow_up: Generated<boolean>;
  made_at: Date;
  resolved_at: Date | null;
  resolved_by: string | null;
  is_public: Generated<boolean>;
  reach: Generated<number>;
  audience_id: number | null;
};

export type ReportContentsTable = {
  progress_report_id: number;
  content: unknown;
};

export type ReportMilestonesTable = {
  progress_report_id: number;
  milestone_id: number;
  reached_on: PartialDate;
  is_public: Generated<boolean>;
  reach: Generated<number>;
  audience_id: number | null;
};

export type ReportRemindersTable = {
  progress_report_id: number;
  stage: 'opened' | 'soon' | 'overdue' | 'escalated';
  due_on: string;
  left_at: Date;
};

export type ReportReturnsTable = {
  id: GeneratedAlways<number>;
  progress_report_id: number;
  field: string;
  reason: string;
  returned_by: string | null;
  returned_at: Date;
  open_until: string;
  answered_at: Date | null;
  is_public: Generated<boolean>;
  reach: Generated<number>;
  audience_id: number | null;
};

export type ReportValuesTable = {
  progress_report_id: number;
  number: number;
  indicator_id: number;
  from_on: PartialDate;
  until_on: PartialDate;
  value: number;
  note: Translated | null;
  is_public: Generated<boolean>;
  reach: Generated<number>;
  audience_id: number | null;
};

export type RoomVisitsTable = {
  account_id: string;
  body_id: number;
  visited_on: string;
  before_on: string | null;
};

export type RoundExceptionsTable = {
  id: GeneratedAlways<number>;
  round_id: number;
  organisation_id: number;
  until_on: string;
  reason: string;
  account_id: string | null;
  made_at: Date;
  is_public: Generated<boolean>;
  reach: Generated<number>;
  audience_id: number | null;
};

export type RoundsTable = {
  plan_id: number;
  title: Translated;
  from_on: PartialDate;
  until_on: PartialDate;
  opens_on: string;
  due_on: string;
  grace_days: Generated<number>;
  levels: Generated<number>;
  remind_days: Generated<number>;
  escalate_days: Generated<number>;
  id: GeneratedAlways<number>;
  ref: string;
  visibility: Generated<'public' | 'network' | 'body' | 'secretariat'>;
  published_at: Date | null;
  archived_at: Date | null;
  is_public: Generated<boolean>;
  version: Generated<number>;
  note: Translated | null;
  created_at: Date;
  updated_at: Date;
  reach: Generated<number>;
  audience_id: number | null;
};

export type SearchWordsTable = {
  word: string;
};

export type SeatHoldersTable = {
  seat_id: number;
  person_id: number;
  capacity: 'representative' | 'alternate';
  from_on: PartialDate | null;
  until_on: PartialDate | null;
  is_public: Generated<boolean>;
  reach: Generated<number>;
  audience_id: number | null;
};

export type SeatsTable = {
  body_id: number;
  organisation_id: number;
  role: 'coordinator' | 'secretariat' | 'chair' | 'co-chair' | 'member' | 'observer';
  from_on: PartialDate | null;
  until_on: PartialDate | null;
  stated_on: PartialDate | null;
  from_day: GeneratedAlways<string | null>;
  until_day: GeneratedAlways<string | null>;
  id: GeneratedAlways<number>;
  ref: string;
  visibility: Generated<'public' | 'network' | 'body' | 'secretariat'>;
  published_at: Date | null;
  archived_at: Date | null;
  is_public: Generated<boolean>;
  version: Generated<number>;
  note: Translated | null;
  created_at: Date;
  updated_at: Date;
  reach: Generated<number>;
  audience_id: number | null;
};

export type SecondFactorsTable = {
  id: string;
  account_id: string;
  secret: string;
  recovery_codes: string;
  verified: Generated<boolean>;
  failed_verification_count: Generated<number>;
  locked_until: Date | null;
};

export type SessionsTable = {
  id: string;
  account_id: string;
  token: string;
  expires_at: Date;
  created_at: Date;
  updated_at: Date;
  ip_address: string | null;
  user_agent: string | null;
  factors: Generated<number>;
  method: Generated<string>;
};

export type ShownLettersTable = {
  id: GeneratedAlways<number>;
  outbox_id: number;
  template: string;
  lang: 'en' | 'bn';
  recipient: string;
  subject: string;
  body: string;
  page: string;
  shown_at: Date;
};

export type StoredContentsTable = {
  hash: string;
  kept_at: Date;
  checked_at: Date | null;
  spoiled_at: Date | null;
};

export type StoriesTable = {
  edition_id: number | null;
  headline: Translated;
  standfirst: Translated | null;
  body_id: number | null;
  happened_on: PartialDate;
  lead: Generated<boolean>;
  sort: Generated<number>;
  document: unknown;
  id: GeneratedAlways<number>;
  ref: string;
  visibility: Generated<'public' | 'network' | 'body' | 'secretariat'>;
  published_at: Date | null;
  archived_at: Date | null;
  is_public: Generated<boolean>;
  version: Generated<number>;
  note: Translated | null;
  created_at: Date;
  updated_at: Date;
  reach: Generated<number>;
  audience_id: number | null;
};

export type StoryCitesTable = {
  story_id: number;
  kind: string;
  ref: string;
  is_public: Generated<boolean>;
  reach: Generated<number>;
  audience_id: number | null;
};

export type VerificationsTable = {
  id: string;
  identifier: string;
  value: string;
  expires_at: Date;
  created_at: Date;
  updated_at: Date;
};

export type WeeklyLettersTable = {
  account_id: string;
  week: string;
};

export type WorkbookRowsTable = {
  workbook_id: string;
  row: number;
  what: 'error' | 'conflict' | 'changed' | 'new';
  ref: string;
  title: Translated | null;
  record_version: number;
  cells: unknown;
  taken: Generated<boolean>;
  outcome: 'applied' | 'refused' | null;
};

export type WorkbooksTable = {
  id: string;
  account_id: string;
  noun: string;
  file_name: string;
  digest: string;
  content: string | null;
  state: Generated<'waiting' | 'ready' | 'failed' | 'applied'>;
  failure_code: string | null;
  failure_values: Generated<unknown>;
  counts: Generated<unknown>;
  left_out: Generated<unknown>;
  created_at: Date;
  applied_at: Date | null;
};

export type Tables = {
  access_requests: AccessRequestsTable;
  accounts: AccountsTable;
  action_commitments: ActionCommitmentsTable;
  action_items: ActionItemsTable;
  action_links: ActionLinksTable;
  action_money: ActionMoneyTable;
  action_partners: ActionPartnersTable;
  action_places: ActionPlacesTable;
  action_point_actions: ActionPointActionsTable;
  action_point_commitments: ActionPointCommitmentsTable;
  action_point_steps: ActionPointStepsTable;
  action_points: ActionPointsTable;
  action_risks: ActionRisksTable;
  action_statuses: ActionStatusesTable;
  actions: ActionsTable;
  agenda_items: AgendaItemsTable;
  agenda_papers: AgendaPapersTable;
  api_tokens: ApiTokensTable;
  attempts: AttemptsTable;
  attendances: AttendancesTable;
  bodies: BodiesTable;
  calendar_feeds: CalendarFeedsTable;
  commitment_items: CommitmentItemsTable;
  commitment_links: CommitmentLinksTable;
  commitment_parties: CommitmentPartiesTable;
  commitment_statements: CommitmentStatementsTable;
  commitment_statuses: CommitmentStatusesTable;
  commitment_tallies: CommitmentTalliesTable;
  commitments: CommitmentsTable;
  contributions: ContributionsTable;
  corrections: CorrectionsTable;
  credentials: CredentialsTable;
  crosswalks: CrosswalksTable;
  data_version: DataVersionTable;
  decision_actions: DecisionActionsTable;
  decision_commitments: DecisionCommitmentsTable;
  decisions: DecisionsTable;
  edition_notices: EditionNoticesTable;
  editions: EditionsTable;
  evidence: EvidenceTable;
  evidence_links: EvidenceLinksTable;
  files: FilesTable;
  frameworks: FrameworksTable;
  grants: GrantsTable;
  handovers: HandoversTable;
  held_back: HeldBackTable;
  history: HistoryTable;
  import_keys: ImportKeysTable;
  import_mappings: ImportMappingsTable;
  imports: ImportsTable;
  indicator_actions: IndicatorActionsTable;
  indicator_commitments: IndicatorCommitmentsTable;
  indicator_items: IndicatorItemsTable;
  indicator_targets: IndicatorTargetsTable;
  indicators: IndicatorsTable;
  issued_documents: IssuedDocumentsTable;
  item_tallies: ItemTalliesTable;
  items: ItemsTable;
  likeness_dismissals: LikenessDismissalsTable;
  mail_links: MailLinksTable;
  meeting_bodies: MeetingBodiesTable;
  meeting_invitations: MeetingInvitationsTable;
  meeting_organisations: MeetingOrganisationsTable;
  meeting_people: MeetingPeopleTable;
  meetings: MeetingsTable;
  migrations: MigrationsTable;
  milestones: MilestonesTable;
  minute_items: MinuteItemsTable;
  minutes: MinutesTable;
  minutes_reminders: MinutesRemindersTable;
  observation_revisions: ObservationRevisionsTable;
  observations: ObservationsTable;
  organisation_types: OrganisationTypesTable;
  organisations: OrganisationsTable;
  outbox: OutboxTable;
  overlap_dismissals: OverlapDismissalsTable;
  packs: PacksTable;
  passkeys: PasskeysTable;
  people: PeopleTable;
  pictures: PicturesTable;
  places: PlacesTable;
  plan_levels: PlanLevelsTable;
  plan_version_actions: PlanVersionActionsTable;
  plan_versions: PlanVersionsTable;
  plans: PlansTable;
  point_reminders: PointRemindersTable;
  positions: PositionsTable;
  private_notes: PrivateNotesTable;
  progress_reports: ProgressReportsTable;
  progress_steps: ProgressStepsTable;
  quotations: QuotationsTable;
  reads: ReadsTable;
  records: RecordsTable;
  report_comments: ReportCommentsTable;
  report_contents: ReportContentsTable;
  report_milestones: ReportMilestonesTable;
  report_reminders: ReportRemindersTable;
  report_returns: ReportReturnsTable;
  report_values: ReportValuesTable;
  room_visits: RoomVisitsTable;
  round_exceptions: RoundExceptionsTable;
  rounds: RoundsTable;
  search_words: SearchWordsTable;
  seat_holders: SeatHoldersTable;
  seats: SeatsTable;
  second_factors: SecondFactorsTable;
  sessions: SessionsTable;
  shown_letters: ShownLettersTable;
  stored_contents: StoredContentsTable;
  stories: StoriesTable;
  story_cites: StoryCitesTable;
  verifications: VerificationsTable;
  weekly_letters: WeeklyLettersTable;
  workbook_rows: WorkbookRowsTable;
  workbooks: WorkbooksTable;
};
