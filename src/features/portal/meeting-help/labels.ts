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
      },
      {
        title: 'help_invitations_send_title',
        text: 'help_invitations_send_text',
        words: { send: 'invite_send' },
      },
      {
        title: 'help_invitations_answer_title',
        text: 'help_invitations_answer_text',
        words: { replies: 'invite_replies_title' },
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
      },
    ],
  },
];
