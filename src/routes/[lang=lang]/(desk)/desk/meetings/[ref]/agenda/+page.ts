/** Items can be dragged where scripts run; the buttons do the same without. */
export const csr = true;
