/** One entry of a choice. */
export type Option = {
  value: string;
  label: string;
  /** A line under the label, where the control has room for it. */
  hint?: string;
};

/** A choice by which a list is narrowed: the key it has in the address, and what is chosen, if anything is. */
export type Choice = { name: string; label: string; options: Option[]; value?: string | undefined };
