import type { Guide } from '#features/portal/help/rules.ts';

/** Guides for those who report on the plan, keep it, and work in Excel. */
export const planGuides: readonly Guide[] = [
  {
    slug: 'report',
    title: 'help_report_title',
    summary: 'help_report_summary',
    steps: [
      { title: 'help_report_find_title', text: 'help_report_find_text', words: { list: 'door_my_list' } },
      {
        title: 'help_report_write_title',
        text: 'help_report_write_text',
        words: { draft: 'report_save_draft' },
      },
      {
        title: 'help_report_values_title',
        text: 'help_report_values_text',
        words: { values: 'report_values' },
      },
      {
        title: 'help_report_submit_title',
        text: 'help_report_submit_text',
        words: { check: 'report_save_and_check', submit: 'report_submit' },
      },
      { title: 'help_report_returned_title', text: 'help_report_returned_text' },
      {
        title: 'help_report_excel_title',
        text: 'help_report_excel_text',
        words: { workbook: 'rounds_workbook', hand: 'report_hand_in' },
        page: { path: '/desk/workbooks', name: 'workbooks_title' },
      },
    ],
  },
  {
    slug: 'round',
    title: 'help_round_title',
    summary: 'help_round_summary',
    steps: [
      {
        title: 'help_round_open_title',
        text: 'help_round_open_text',
        page: { path: '/desk/rounds', name: 'desk_keep_rounds' },
      },
      { title: 'help_round_board_title', text: 'help_round_board_text', words: { board: 'board_title' } },
      { title: 'help_round_more_title', text: 'help_round_more_text', words: { more: 'exception_send' } },
      { title: 'help_round_return_title', text: 'help_round_return_text', words: { what: 'return_fields' } },
      {
        title: 'help_round_approve_title',
        text: 'help_round_approve_text',
        words: { approve: 'approve_send' },
      },
    ],
  },
  {
    slug: 'plan',
    title: 'help_plan_title',
    summary: 'help_plan_summary',
    steps: [
      {
        title: 'help_plan_levels_title',
        text: 'help_plan_levels_text',
        words: { levels: 'field_plan_levels' },
        page: { path: '/desk/plans', name: 'desk_keep_plans' },
      },
      {
        title: 'help_plan_actions_title',
        text: 'help_plan_actions_text',
        words: { part: 'field_parent_id' },
      },
      { title: 'help_plan_money_title', text: 'help_plan_money_text', words: { rate: 'field_rate' } },
      {
        title: 'help_plan_joint_title',
        text: 'help_plan_joint_text',
        words: { links: 'field_action_links' },
      },
      {
        title: 'help_plan_adopt_title',
        text: 'help_plan_adopt_text',
        words: { versions: 'plan_versions', record: 'plan_version_save' },
      },
    ],
  },
  {
    slug: 'workbooks',
    title: 'help_workbooks_title',
    summary: 'help_workbooks_summary',
    steps: [
      {
        title: 'help_workbooks_get_title',
        text: 'help_workbooks_get_text',
        words: { download: 'workbooks_download' },
      },
      { title: 'help_workbooks_fill_title', text: 'help_workbooks_fill_text' },
      {
        title: 'help_workbooks_back_title',
        text: 'help_workbooks_back_text',
        words: { compare: 'workbooks_compare' },
        page: { path: '/desk/workbooks', name: 'workbooks_title' },
      },
      {
        title: 'help_workbooks_decide_title',
        text: 'help_workbooks_decide_text',
        words: { mine: 'workbook_keep_mine', theirs: 'workbook_keep_theirs' },
      },
      {
        title: 'help_workbooks_apply_title',
        text: 'help_workbooks_apply_text',
        words: { apply: 'workbook_apply' },
      },
      {
        title: 'help_workbooks_own_title',
        text: 'help_workbooks_own_text',
        page: { path: '/desk/imports', name: 'imports_title' },
      },
    ],
  },
];
