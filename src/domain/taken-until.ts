/** The moments at which requests and lists of the previous release stop being taken, 30 days after the release that has the new form, ms. The program takes the earlier form before the moment, and refuses it from then on. */

/** Requests for credentials without a proof that the phone has its device keys. Then also `datedByIssue` of CredentialOrder goes. */
export const KEYS_WITHOUT_PROOF_UNTIL = Date.UTC(2026, 11, 30);

/** Status lists whose signature has a high s. Half of those of the previous release have one. */
export const LISTS_WITH_HIGH_S_UNTIL = Date.UTC(2026, 11, 30);

/** Passes of a community that are narrowed to one person without a purpose; the record says `not_stated`. Records keep that kind after the moment. */
export const PERSON_FILTER_WITHOUT_PURPOSE_UNTIL = Date.UTC(2026, 11, 30);
