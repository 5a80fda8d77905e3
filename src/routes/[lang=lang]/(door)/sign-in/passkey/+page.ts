/** Passkeys are a matter between the browser and the server: this page needs a script. */
export const csr = true;
