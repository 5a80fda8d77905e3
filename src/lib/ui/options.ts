/** One entry of a choice. */
export type Option = {
  value: string;
  label: string;
  /** A line under the label, where the control has room for it. */
  hint?: string;
};
