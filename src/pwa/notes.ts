/** Names of notes that one screen writes and another reads. */

/** The number that was logged in with, for the first declaration. */
export const PHONE_NOTE = "phone";
