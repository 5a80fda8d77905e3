/** The one thing that needs scripts here: going on with an upload after a dropped line. */
export const csr = true;
