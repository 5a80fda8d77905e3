import type { MessageKey } from '#lib/i18n/messages.ts';

/**
 * One step of a guide. `words` are texts of the interface that the step quotes, by placeholder, so that a guide
 * always says what stands on the screen; `page` is where the reader can try it.
 */
export type Step = {
  title: MessageKey;
  text: MessageKey;
  words?: Record<string, MessageKey>;
  page?: { path: string; name: MessageKey };
};

/** A guide for readers; `slug` is the end of its address. */
export type Guide = { slug: string; title: MessageKey; summary: MessageKey; steps: Step[] };

/** The guides at /help, in the order in which a newcomer needs them. */
export const guides: readonly Guide[] = [
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
  {
    slug: 'agenda',
    title: 'help_agenda_title',
    summary: 'help_agenda_summary',
    steps: [
      {
        title: 'help_agenda_new_title',
        text: 'help_agenda_new_text',
        words: { new: 'workbench_new' },
        page: { path: '/desk/meetings', name: 'desk_keep_meetings' },
      },
      {
        title: 'help_agenda_next_title',
        text: 'help_agenda_next_text',
        words: { next: 'workbench_what_next' },
      },
      {
        title: 'help_agenda_arising_title',
        text: 'help_agenda_arising_text',
        words: { arising: 'arising_title', take: 'arising_take' },
      },
      {
        title: 'help_agenda_add_title',
        text: 'help_agenda_add_text',
        words: { up: 'agenda_up', down: 'agenda_down' },
      },
      {
        title: 'help_agenda_publish_title',
        text: 'help_agenda_publish_text',
        words: { publish: 'step_publish' },
      },
      { title: 'help_agenda_repeat_title', text: 'help_agenda_repeat_text', words: { clone: 'clone_title' } },
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
      },
      {
        title: 'help_minutes_write_title',
        text: 'help_minutes_write_text',
        words: { write: 'minutes_write_title', notes: 'minutes_notes' },
      },
      {
        title: 'help_minutes_circulate_title',
        text: 'help_minutes_circulate_text',
        words: { circulate: 'minutes_circulate' },
      },
      {
        title: 'help_minutes_correct_title',
        text: 'help_minutes_correct_text',
        words: { propose: 'corrections_propose' },
      },
      { title: 'help_minutes_adopt_title', text: 'help_minutes_adopt_text' },
    ],
  },
];
