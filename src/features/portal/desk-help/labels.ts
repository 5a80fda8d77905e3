import type { Guide } from '#features/portal/help/rules.ts';

/** Guides for those who sign in, in the order in which they need them. Each says what to do when it does not work. */
export const deskGuides: readonly Guide[] = [
  {
    slug: 'first-sign-in',
    title: 'help_first_sign_in_title',
    summary: 'help_first_sign_in_summary',
    steps: [
      { text: 'help_first_sign_in_1', words: { page: 'account_accept_title' } },
      { text: 'help_first_sign_in_2', words: { agree: 'account_conduct_agree', open: 'account_accept_do' } },
      {
        text: 'help_first_sign_in_3',
        words: { sign: 'door_sign_in' },
        page: { path: '/sign-in', name: 'door_sign_in_title' },
      },
      { text: 'help_first_sign_in_4', words: { begin: 'account_enrol_do', finish: 'account_enrol_finish' } },
      { text: 'help_first_sign_in_5', words: { codes: 'account_enrol_codes' } },
      {
        text: 'help_first_sign_in_6',
        words: { account: 'account_title', passkeys: 'account_passkeys', add: 'account_passkey_add' },
        page: { path: '/desk/account', name: 'account_title' },
      },
      { text: 'help_first_sign_in_7', words: { forgot: 'account_forgot' } },
    ],
  },
  {
    slug: 'my-list',
    title: 'help_my_list_title',
    summary: 'help_my_list_summary',
    steps: [
      { text: 'help_my_list_1', words: { list: 'mine_title' }, page: { path: '/desk', name: 'mine_title' } },
      { text: 'help_my_list_2' },
      { text: 'help_my_list_3', words: { stop: 'mine_weekly_stop', start: 'mine_weekly_start' } },
      { text: 'help_my_list_4' },
      { text: 'help_my_list_5' },
      { text: 'help_my_list_6', words: { account: 'account_title' } },
    ],
  },
  {
    slug: 'inviting',
    title: 'help_inviting_title',
    summary: 'help_inviting_summary',
    steps: [
      {
        text: 'help_inviting_1',
        words: { accounts: 'account_list_title' },
        page: { path: '/desk/accounts', name: 'account_list_title' },
      },
      { text: 'help_inviting_2', words: { invite: 'account_invite', send: 'account_invite_do' } },
      { text: 'help_inviting_3' },
      { text: 'help_inviting_4', words: { requests: 'account_requests' } },
      {
        text: 'help_inviting_5',
        words: { approve: 'account_request_approve', decline: 'account_request_decline' },
      },
      { text: 'help_inviting_6', words: { tie: 'account_tie' } },
      { text: 'help_inviting_7', words: { outbox: 'outbox_title' } },
    ],
  },
  {
    slug: 'duties',
    title: 'help_duties_title',
    summary: 'help_duties_summary',
    steps: [
      {
        text: 'help_duties_1',
        words: { access: 'access_title' },
        page: { path: '/desk/access', name: 'access_title' },
      },
      {
        text: 'help_duties_2',
        words: { accounts: 'account_list_title' },
        page: { path: '/desk/accounts', name: 'account_list_title' },
      },
      {
        text: 'help_duties_3',
        words: {
          grants: 'account_grants',
          duty: 'account_grant_duty',
          from: 'account_grant_from',
          until: 'account_grant_until',
        },
      },
      { text: 'help_duties_4', words: { give: 'account_grant_do' } },
      { text: 'help_duties_5', words: { end: 'account_grant_end' } },
      { text: 'help_duties_6' },
    ],
  },
  {
    slug: 'who-sees',
    title: 'help_who_sees_title',
    summary: 'help_who_sees_summary',
    steps: [
      { text: 'help_who_sees_1', words: { who: 'desk_who_sees' } },
      { text: 'help_who_sees_2' },
      { text: 'help_who_sees_3', words: { holders: 'access_holders' } },
      { text: 'help_who_sees_4', words: { on: 'access_on' } },
      {
        text: 'help_who_sees_5',
        words: { access: 'access_title' },
        page: { path: '/desk/access', name: 'access_title' },
      },
      { text: 'help_who_sees_6' },
    ],
  },
  {
    slug: 'files',
    title: 'help_files_title',
    summary: 'help_files_summary',
    steps: [
      {
        text: 'help_files_1',
        words: { new: 'files_new_title', add: 'files_add' },
        page: { path: '/desk/files/new', name: 'files_new_title' },
      },
      { text: 'help_files_2', words: { name: 'files_new_name', file: 'files_field' } },
      { text: 'help_files_3', words: { visibility: 'files_visibility' } },
      { text: 'help_files_4', words: { send: 'files_new_send' } },
      { text: 'help_files_5', words: { redact: 'files_redact' } },
      {
        text: 'help_files_6',
        words: {
          reason: 'files_redact_reason',
          original: 'files_redact_original',
          store: 'files_redact_send',
        },
      },
      { text: 'help_files_7' },
    ],
  },
  {
    slug: 'history',
    title: 'help_history_title',
    summary: 'help_history_summary',
    steps: [
      { text: 'help_history_1', words: { history: 'desk_history' } },
      {
        text: 'help_history_2',
        words: { published: 'history_action_publish', withdrawn: 'history_action_withdraw' },
      },
      {
        text: 'help_history_3',
        words: { all: 'desk_history_all', export: 'history_export' },
        page: { path: '/desk/history', name: 'history_title' },
      },
      { text: 'help_history_4', words: { change: 'desk_change', save: 'desk_save' } },
      { text: 'help_history_5', words: { restore: 'desk_restore' } },
      { text: 'help_history_6' },
      {
        text: 'help_history_7',
        words: { reads: 'history_reads_title' },
        page: { path: '/desk/history/reads', name: 'history_reads_title' },
      },
    ],
  },
  {
    slug: 'handover',
    title: 'help_handover_title',
    summary: 'help_handover_summary',
    steps: [
      {
        text: 'help_handover_1',
        words: { handover: 'handover_title', leaver: 'handover_leaver', show: 'handover_show' },
        page: { path: '/desk/handover', name: 'handover_title' },
      },
      { text: 'help_handover_2', words: { successor: 'handover_successor', add: 'desk_add_people' } },
      { text: 'help_handover_3', words: { from: 'handover_from', do: 'handover_do' } },
      { text: 'help_handover_4' },
      { text: 'help_handover_5' },
      {
        text: 'help_handover_6',
        words: { accounts: 'account_list_title', tie: 'account_tie' },
        page: { path: '/desk/accounts', name: 'account_list_title' },
      },
      { text: 'help_handover_7' },
    ],
  },
  {
    slug: 'own-data',
    title: 'help_own_data_title',
    summary: 'help_own_data_summary',
    steps: [
      {
        text: 'help_own_data_1',
        words: { account: 'account_title', sessions: 'account_sessions', end: 'account_session_end' },
        page: { path: '/desk/account', name: 'account_title' },
      },
      { text: 'help_own_data_2', words: { data: 'account_data', download: 'account_data_do' } },
      { text: 'help_own_data_3', words: { address: 'account_change_address' } },
      { text: 'help_own_data_4', words: { password: 'account_password_title' } },
      { text: 'help_own_data_5', words: { close: 'account_close', do: 'account_close_do' } },
      { text: 'help_own_data_6' },
      { text: 'help_own_data_7', words: { erase: 'desk_erase_title' } },
    ],
  },
  {
    slug: 'agenda',
    title: 'help_agenda_title',
    summary: 'help_agenda_summary',
    steps: [
      {
        title: 'help_agenda_new_title',
        text: 'help_agenda_new_text',
        words: { new: 'workbench_new' },
        picture: true,
        page: { path: '/desk/meetings', name: 'desk_keep_meetings' },
      },
      {
        title: 'help_agenda_next_title',
        text: 'help_agenda_next_text',
        words: { next: 'workbench_what_next' },
        picture: true,
      },
      {
        title: 'help_agenda_arising_title',
        text: 'help_agenda_arising_text',
        words: { arising: 'arising_title', take: 'arising_take' },
        picture: true,
      },
      {
        title: 'help_agenda_add_title',
        text: 'help_agenda_add_text',
        words: { up: 'agenda_up', down: 'agenda_down' },
        picture: true,
      },
      {
        title: 'help_agenda_publish_title',
        text: 'help_agenda_publish_text',
        words: { publish: 'step_publish' },
        picture: true,
      },
      {
        title: 'help_agenda_repeat_title',
        text: 'help_agenda_repeat_text',
        words: { clone: 'clone_title' },
        picture: true,
      },
      { title: 'help_agenda_trouble_title', text: 'help_agenda_trouble_text' },
    ],
  },
  {
    slug: 'minutes',
    title: 'help_minutes_title',
    summary: 'help_minutes_summary',
    steps: [
      {
        title: 'help_minutes_roll_title',
        text: 'help_minutes_roll_text',
        words: { attendance: 'attendance_title', rest: 'attendance_save_rest' },
        picture: true,
      },
      {
        title: 'help_minutes_write_title',
        text: 'help_minutes_write_text',
        words: { write: 'minutes_write_title', notes: 'minutes_notes' },
        picture: true,
      },
      {
        title: 'help_minutes_circulate_title',
        text: 'help_minutes_circulate_text',
        words: { circulate: 'minutes_circulate' },
        picture: true,
      },
      {
        title: 'help_minutes_correct_title',
        text: 'help_minutes_correct_text',
        words: { propose: 'corrections_propose' },
        picture: true,
      },
      { title: 'help_minutes_adopt_title', text: 'help_minutes_adopt_text', picture: true },
      {
        title: 'help_minutes_trouble_title',
        text: 'help_minutes_trouble_text',
        words: { restore: 'ui_draft_restore' },
      },
    ],
  },
];
