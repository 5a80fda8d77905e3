/** Public pages ship no script; a page that needs an island switches this on for itself. */
export const csr = false;
