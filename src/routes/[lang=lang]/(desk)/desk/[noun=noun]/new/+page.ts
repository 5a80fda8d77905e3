/** Characters are counted while a text is written where scripts run; the form does the same without. */
export const csr = true;
