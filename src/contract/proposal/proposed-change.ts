/** The changes that officers propose, in requests and in answers: closures, the switch to colours, rule sets, entries and files of lists. Source: product.md §5. */
import * as z from "zod";
import { COLOURS } from "../../domain/code/claims.ts";
import { EXPOSURE_LEVELS } from "../../domain/exposure/exposure.ts";
import { FACT_KINDS } from "../../domain/fact/fact.ts";
import { ITEM_STATES } from "../../domain/federation/letter.ts";
import { areaRequest } from "../area.ts";
import { colourTable } from "../issuer/colour-table.ts";
import { heldFigures } from "../issuer/peers.ts";
import { listFigures } from "../list.ts";
import { document } from "../people.ts";
import { divisionCode, fileHash, instant, line, listId, opaqueId, sentence } from "../primitives.ts";

export const closure = z.strictObject({ division: divisionCode, from: instant, until: instant.nullable() });
const closedManagement = z.strictObject({ kind: z.literal("closed_management"), ...closure.shape });
const coloursSwitch = z.strictObject({ kind: z.literal("colours_switch"), from: instant });
const ruleSet = z.strictObject({
  id: z.string(),
  version: z.int(),
  title: sentence,
  validFrom: z.iso.date(),
  validUntil: z.iso.date().nullable(),
});

/** The identity of an entry of a list: the list, the division that keeps it, and the name of the entry there. */
const entryName = z.strictObject({ kind: z.enum(FACT_KINDS), source: divisionCode, reference: line(64) });
/** An entry with its days, `YYYY-MM-DD` in China: its first day, and the first day after it (null: not known). */
const fact = entryName.extend({ from: z.string().max(10), until: z.string().max(10).nullable() });

/** The person whom the change concerns. `maskedName` is null if no account has added a person with this document yet. */
const about = z.strictObject({ maskedName: z.string().nullable(), maskedDocument: z.string() });

/** The colour of the person at the proposal and the one after the change; null if the person has not declared. Absent in proposals of earlier releases. */
const factEffect = z.strictObject({ from: z.enum(COLOURS).nullable(), to: z.enum(COLOURS).nullable() });

/**
 * How many persons' colours the change turns, counted shard by shard from the proposal on. `decided`: decided colours are compared, as a level of an area
 * turns them; `shown`: displayed colours, as a closure turns them.
 */
export const count = z.strictObject({
  of: z.enum(["decided", "shown"]),
  shards: z.strictObject({ counted: z.int(), all: z.int() }),
  /** Null until all shards are counted. */
  result: z
    .strictObject({
      at: instant,
      persons: z.int(),
      /** By old and new colour. Null: one of several colours, which are not named because too few persons have the change. */
      turns: z.array(z.strictObject({ from: z.enum(COLOURS).nullable(), to: z.enum(COLOURS).nullable(), persons: z.int() })),
      /** By county of the declared address; too few persons of a county count under the code of the region. */
      places: z.array(z.strictObject({ division: z.string(), persons: z.int() })),
    })
    .nullable(),
});

/** A place where a case was, and what becomes of everybody who passed there in this time. */
const exposure = {
  /** The community, 12 digits; a street has `000` at its end. */
  division: divisionCode,
  /** The name of a collection point there; null: all of them. */
  point: line(40).nullable(),
  from: instant,
  until: instant,
  level: z.enum(EXPOSURE_LEVELS),
  /** For so many days from the last visit on the entry stands. */
  days: z.int(),
  source: divisionCode,
  reference: line(64),
};

/** A change in a request. Rule sets have their own request, with the whole text, under /api/v1/rule-sets. */
export const changeRequest = z.discriminatedUnion("kind", [
  closedManagement,
  coloursSwitch,
  /** `approved` is the id of the approved proposal whose rule set is withdrawn. */
  z.strictObject({ kind: z.literal("rule_set_withdrawal"), approved: opaqueId }),
  z.strictObject({ kind: z.literal("fact_entry"), document, fact }),
  z.strictObject({ kind: z.literal("fact_withdrawal"), document, fact: entryName }),
  /** Another issuer, in whose region the person lives, is told of an entry of a list of this region. */
  z.strictObject({ kind: z.literal("fact_notice"), home: divisionCode, document, fact }),
  /** `notice` is the id of the approved proposal by which the home was told. */
  z.strictObject({ kind: z.literal("fact_notice_withdrawal"), notice: opaqueId }),
  /** Everybody who passed at a place becomes a contact. `told` is the id of the approved proposal by which it was said. */
  z.strictObject({ kind: z.literal("exposure_entry"), ...exposure }),
  z.strictObject({ kind: z.literal("exposure_withdrawal"), told: opaqueId }),
  /** What the issuer `peer` has told and waits is entered; everything that it has told since a day, `YYYY-MM-DD` in China, is taken back. */
  z.strictObject({ kind: z.literal("told_facts_entry"), peer: divisionCode }),
  z.strictObject({ kind: z.literal("told_facts_withdrawal"), peer: divisionCode, since: z.iso.date() }),
  z.strictObject({ kind: z.literal("area_entry"), entry: areaRequest }),
  /** A file that the same officer has sent and that was read: its SHA-256. */
  z.strictObject({ kind: z.enum(["fact_list", "area_list"]), file: fileHash }),
  /** Everything that a list has entered and changed is taken back. `id`: the list's id under /api/v1/lists. */
  z.strictObject({ kind: z.literal("list_withdrawal"), id: listId }),
  /** What the colours of the issuer mean to other issuers (docs/trust.md §12). The domain checks the table. */
  z.strictObject({ kind: z.literal("colour_table"), table: z.unknown() }),
]);

/** A file of a list, with its figures at the reading. */
const listed = z.strictObject({
  list: z.enum(["facts", "areas"]),
  file: z.string(),
  name: z.string(),
  sender: z.string(),
  sentAt: instant,
  figures: listFigures,
});

const answer = z.strictObject({ state: z.enum(ITEM_STATES), code: z.string().nullable(), at: instant });

/** An exposure with the persons who were registered there, by the issuer of their codes, and what each issuer has answered; null: nothing yet. */
const exposed = z.strictObject({
  ...exposure,
  divisionName: z.string(),
  visitors: z.array(z.strictObject({ issuer: z.string(), persons: z.int(), answer: answer.nullable() })),
});

/** What the issuer `home` is told about a person who lives in its region, and what it has answered. */
const notice = z.strictObject({
  home: divisionCode,
  maskedDocument: z.string(),
  fact,
  /** Null until the home has answered. `waits`: two of its officers decide. `code`: why it has refused. */
  answer: answer.nullable(),
});

export const change = z.discriminatedUnion("kind", [
  closedManagement,
  coloursSwitch,
  z.strictObject({ kind: z.literal("rule_set"), ruleSet }),
  z.strictObject({ kind: z.literal("rule_set_withdrawal"), approved: z.string(), ruleSet }),
  z.strictObject({ kind: z.literal("fact_entry"), about, fact, effect: factEffect.optional() }),
  z.strictObject({ kind: z.literal("fact_withdrawal"), about, fact: entryName, effect: factEffect.optional() }),
  notice.extend({ kind: z.literal("fact_notice") }),
  notice.extend({ kind: z.literal("fact_notice_withdrawal"), notice: z.string() }),
  exposed.extend({ kind: z.literal("exposure_entry") }),
  exposed.extend({ kind: z.literal("exposure_withdrawal"), told: z.string() }),
  /** `lines`: the entries that wait, also by list and by the division that keeps it. */
  z.strictObject({ kind: z.literal("told_facts_entry"), peer: divisionCode, ...heldFigures }),
  /** `entries`: how many it has told since then. */
  z.strictObject({ kind: z.literal("told_facts_withdrawal"), peer: divisionCode, since: z.iso.date(), entries: z.int() }),
  z.strictObject({ kind: z.literal("area_entry"), entry: areaRequest }),
  listed.extend({ kind: z.enum(["fact_list", "area_list"]) }),
  /** `before`: the table in force at the proposal. */
  z.strictObject({ kind: z.literal("colour_table"), table: colourTable, before: colourTable }),
  /** `figures` are null for a file of a client. */
  listed.extend({ kind: z.literal("list_withdrawal"), id: z.string(), figures: listFigures.nullable() }),
]);
