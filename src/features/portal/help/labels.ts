import { deskGuides } from '#features/portal/desk-help/labels.ts';
import type { Guide } from '#features/portal/help/rules.ts';
import { meetingGuides } from '#features/portal/meeting-help/labels.ts';
import { planGuides } from '#features/portal/plan-help/labels.ts';

/** The guides for readers, in the order in which a newcomer needs them. */
export const readerGuides: readonly Guide[] = [
  {
    slug: 'pages',
    title: 'help_pages_title',
    summary: 'help_pages_summary',
    steps: [
      {
        title: 'help_pages_lede_title',
        text: 'help_pages_lede_text',
        page: { path: '/commitments', name: 'nav_commitments' },
      },
      { title: 'help_pages_links_title', text: 'help_pages_links_text' },
      {
        title: 'help_pages_sources_title',
        text: 'help_pages_sources_text',
        words: { sources: 'ui_sources_title' },
        page: { path: '/evidence', name: 'footer_evidence' },
      },
      { title: 'help_pages_about_title', text: 'help_pages_about_text', words: { about: 'ui_about_title' } },
      { title: 'help_pages_dates_title', text: 'help_pages_dates_text' },
      {
        title: 'help_pages_languages_title',
        text: 'help_pages_languages_text',
        words: { unreviewed: 'ui_text_unreviewed_short' },
      },
    ],
  },
  {
    slug: 'seats',
    title: 'help_seats_title',
    summary: 'help_seats_summary',
    steps: [
      {
        title: 'help_seats_open_title',
        text: 'help_seats_open_text',
        words: { network: 'nav_network' },
        page: { path: '/bodies', name: 'nav_bodies' },
      },
      {
        title: 'help_seats_day_title',
        text: 'help_seats_day_text',
        words: { seats: 'body_seats_title', day: 'body_on_day', show: 'ui_filter_apply' },
      },
      { title: 'help_seats_term_title', text: 'help_seats_term_text' },
      {
        title: 'help_seats_silent_title',
        text: 'help_seats_silent_text',
        words: { assumed: 'seat_assumed' },
      },
      {
        title: 'help_seats_years_title',
        text: 'help_seats_years_text',
        words: { leads: 'body_leads_title' },
      },
      { title: 'help_seats_keep_title', text: 'help_seats_keep_text' },
    ],
  },
  {
    slug: 'bulletins',
    title: 'help_bulletins_title',
    summary: 'help_bulletins_summary',
    steps: [
      {
        title: 'help_bulletins_open_title',
        text: 'help_bulletins_open_text',
        words: { bulletins: 'nav_bulletins' },
        page: { path: '/bulletins', name: 'nav_bulletins' },
      },
      { title: 'help_bulletins_follow_title', text: 'help_bulletins_follow_text' },
      { title: 'help_bulletins_pdf_title', text: 'help_bulletins_pdf_text', words: { pdf: 'bulletins_pdf' } },
      { title: 'help_bulletins_cite_title', text: 'help_bulletins_cite_text' },
      { title: 'help_bulletins_corrections_title', text: 'help_bulletins_corrections_text' },
    ],
  },
  {
    slug: 'figures',
    title: 'help_figures_title',
    summary: 'help_figures_summary',
    steps: [
      {
        title: 'help_figures_beside_title',
        text: 'help_figures_beside_text',
        page: { path: '/indicators', name: 'nav_indicators' },
      },
      {
        title: 'help_figures_differ_title',
        text: 'help_figures_differ_text',
        words: { differences: 'indicator_differences' },
      },
      {
        title: 'help_figures_words_title',
        text: 'help_figures_words_text',
        words: {
          about: 'indicator_qualifier_about',
          minimum: 'indicator_qualifier_minimum',
          estimated: 'indicator_qualifier_estimated',
          provisional: 'indicator_qualifier_provisional',
        },
      },
      { title: 'help_figures_gaps_title', text: 'help_figures_gaps_text' },
      {
        title: 'help_figures_checking_title',
        text: 'help_figures_checking_text',
        words: { flagged: 'indicator_flagged' },
      },
      {
        title: 'help_figures_csv_title',
        text: 'help_figures_csv_text',
        words: { csv: 'indicator_csv', columns: 'indicator_csv_columns' },
      },
    ],
  },
  {
    slug: 'searching',
    title: 'help_searching_title',
    summary: 'help_searching_summary',
    steps: [
      {
        title: 'help_searching_where_title',
        text: 'help_searching_where_text',
        words: { search: 'ui_search' },
        page: { path: '/search', name: 'nav_search' },
      },
      { title: 'help_searching_words_title', text: 'help_searching_words_text' },
      { title: 'help_searching_same_title', text: 'help_searching_same_text' },
      { title: 'help_searching_misspelt_title', text: 'help_searching_misspelt_text' },
      { title: 'help_searching_kinds_title', text: 'help_searching_kinds_text' },
      { title: 'help_searching_not_title', text: 'help_searching_not_text' },
    ],
  },
  {
    slug: 'feeds',
    title: 'help_feeds_title',
    summary: 'help_feeds_summary',
    steps: [
      { title: 'help_feeds_all_title', text: 'help_feeds_all_text', words: { feed: 'footer_calendar' } },
      {
        title: 'help_feeds_body_title',
        text: 'help_feeds_body_text',
        words: { feed: 'meeting_feed' },
        page: { path: '/bodies', name: 'nav_bodies' },
      },
      { title: 'help_feeds_changes_title', text: 'help_feeds_changes_text' },
      { title: 'help_feeds_undated_title', text: 'help_feeds_undated_text' },
      {
        title: 'help_feeds_stories_title',
        text: 'help_feeds_stories_text',
        words: { feed: 'footer_stories' },
      },
      { title: 'help_feeds_language_title', text: 'help_feeds_language_text' },
    ],
  },
  {
    slug: 'registers',
    title: 'help_registers_title',
    summary: 'help_registers_summary',
    steps: [
      {
        title: 'help_registers_look_title',
        text: 'help_registers_look_text',
        words: { commitments: 'desk_keep_commitments', add: 'desk_add_commitments' },
        page: { path: '/desk/commitments', name: 'desk_keep_commitments' },
      },
      { title: 'help_registers_names_title', text: 'help_registers_names_text' },
      {
        title: 'help_registers_steps_title',
        text: 'help_registers_steps_text',
        words: { step: 'desk_add_commitment_statuses' },
      },
      {
        title: 'help_registers_plan_title',
        text: 'help_registers_plan_text',
        words: { carried: 'field_action_commitments' },
        page: { path: '/desk/actions', name: 'desk_keep_actions' },
      },
      {
        title: 'help_registers_archive_title',
        text: 'help_registers_archive_text',
        words: { archive: 'desk_archive', restore: 'desk_restore' },
      },
    ],
  },
  {
    slug: 'tokens',
    title: 'help_tokens_title',
    summary: 'help_tokens_summary',
    steps: [
      { title: 'help_tokens_open_title', text: 'help_tokens_open_text' },
      {
        title: 'help_tokens_make_title',
        text: 'help_tokens_make_text',
        words: { page: 'token_title', make: 'token_make' },
        page: { path: '/desk/account/tokens', name: 'token_title' },
      },
      { title: 'help_tokens_copy_title', text: 'help_tokens_copy_text' },
      { title: 'help_tokens_use_title', text: 'help_tokens_use_text' },
      { title: 'help_tokens_rights_title', text: 'help_tokens_rights_text' },
      {
        title: 'help_tokens_revoke_title',
        text: 'help_tokens_revoke_text',
        words: { revoke: 'token_revoke' },
      },
    ],
  },
];

/** Every guide at /help. */
export const guides: readonly Guide[] = [...readerGuides, ...deskGuides, ...meetingGuides, ...planGuides];
