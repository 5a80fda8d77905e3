import type { Guide } from '#features/portal/help/rules.ts';

/** Guides for those who run meetings. */
export const meetingGuides: readonly Guide[] = [
  {
    slug: 'invitations',
    title: 'help_invitations_title',
    summary: 'help_invitations_summary',
    steps: [
      {
        title: 'help_invitations_add_title',
        text: 'help_invitations_add_text',
        words: { add: 'invite_add_title' },
        picture: true,
      },
      {
        title: 'help_invitations_send_title',
        text: 'help_invitations_send_text',
        words: { send: 'invite_send' },
        picture: true,
      },
      {
        title: 'help_invitations_answer_title',
        text: 'help_invitations_answer_text',
        words: { replies: 'invite_replies_title' },
        picture: true,
      },
      {
        title: 'help_invitations_change_title',
        text: 'help_invitations_change_text',
        words: { send: 'invite_send' },
      },
      {
        title: 'help_invitations_calendar_title',
        text: 'help_invitations_calendar_text',
        words: { page: 'feed_title' },
        page: { path: '/desk/account/calendar', name: 'feed_title' },
        picture: true,
      },
    ],
  },
  {
    slug: 'outcomes',
    title: 'help_outcomes_title',
    summary: 'help_outcomes_summary',
    steps: [
      {
        title: 'help_outcomes_line_title',
        text: 'help_outcomes_line_text',
        words: { points: 'outcome_title', check: 'outcome_propose' },
        picture: true,
      },
      {
        title: 'help_outcomes_check_title',
        text: 'help_outcomes_check_text',
        words: { add: 'outcome_point_add', now: 'outcome_now' },
        picture: true,
      },
      {
        title: 'help_outcomes_decide_title',
        text: 'help_outcomes_decide_text',
        words: { add: 'outcome_decision_add' },
        picture: true,
      },
      {
        title: 'help_outcomes_report_title',
        text: 'help_outcomes_report_text',
        words: { list: 'mine_title', report: 'point_report', done: 'point_status_done' },
        picture: true,
      },
      {
        title: 'help_outcomes_chase_title',
        text: 'help_outcomes_chase_text',
        words: { arising: 'arising_title' },
        page: { path: '/action-points', name: 'nav_action_points' },
        picture: true,
      },
      { title: 'help_outcomes_trouble_title', text: 'help_outcomes_trouble_text' },
    ],
  },
  {
    slug: 'members',
    title: 'help_members_title',
    summary: 'help_members_summary',
    steps: [
      {
        title: 'help_members_answer_title',
        text: 'help_members_answer_text',
        words: { own: 'invite_own_title' },
        page: { path: '/desk/invitations', name: 'invite_own_title' },
        picture: true,
      },
      {
        title: 'help_members_read_title',
        text: 'help_members_read_text',
        words: { pdf: 'agenda_as_pdf' },
        picture: true,
      },
      {
        title: 'help_members_list_title',
        text: 'help_members_list_text',
        words: { list: 'mine_title' },
        page: { path: '/desk', name: 'mine_title' },
        picture: true,
      },
      {
        title: 'help_members_correct_title',
        text: 'help_members_correct_text',
        words: { propose: 'corrections_propose' },
        picture: true,
      },
      {
        title: 'help_members_room_title',
        text: 'help_members_room_text',
        words: { list: 'mine_title' },
        page: { path: '/desk', name: 'mine_title' },
      },
      { title: 'help_members_trouble_title', text: 'help_members_trouble_text' },
    ],
  },
];
