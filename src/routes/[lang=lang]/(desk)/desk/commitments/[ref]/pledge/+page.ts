/** Texts can be copied by a button where scripts run; without, they are marked by hand. */
export const csr = true;
