/** A backup cannot be made or restored. `message` is one sentence for the operator; nothing was changed. */
export class BackupRefused extends Error {}

/** The bytes of a backup are not those that were written. */
export class NotWhole extends Error {}
