/** What is typed is kept in the browser until it is saved; without scripts the page does all the rest. */
export const csr = true;
