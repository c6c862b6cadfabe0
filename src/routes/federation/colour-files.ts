/** Tables of colours, as this deployment keeps them in KV: of its own issuers, and for gates of all members that it has read. docs/trust.md §12. */
import { readConfig } from "../../config.ts";
import { COLOUR_TABLES } from "../../contract/issuer/colour-table.ts";
import { accept, refuse } from "../../domain/result.ts";
import { publishedTable, publishedTables } from "../../storage/colour-tables.ts";
import { COLOURS_TYPE } from "../../token/federation/colours.ts";
import type { OfIssuer } from "../env.ts";
import { MinuteLimit } from "../http/minute-limit.ts";
import { Routes } from "../http/operation.ts";
import { FOR_EVERYBODY } from "./trust-files.ts";

const NO_TABLES = '{"tables":[]}';
/** A gate asks when the tables have changed, and an office behind one address has a few gates. */
const PER_MINUTE = 240;
const requests = new MinuteLimit(PER_MINUTE);
/** The hash covers the bytes: they are served as they were published. */
const HEADERS = { ...FOR_EVERYBODY, "content-type": COLOURS_TYPE };

export const colourFiles = new Routes<OfIssuer>("/.well-known/trust")
  .on(COLOUR_TABLES.colourTables, async (c) => {
    const counted = requests.count(c.var.address, c.var.now);
    if (!counted.ok) return counted;
    return accept(c.body((await publishedTables(c.env.PUBLISHED)) ?? NO_TABLES, 200, HEADERS));
  })
  .on(COLOUR_TABLES.colourTable, async (c, { params }) => {
    const issuer = readConfig(c.env).issuers.find(({ code }) => code === params.issuer);
    const text = issuer === undefined ? null : await publishedTable(c.env.PUBLISHED, issuer.code);
    return text === null ? refuse({ code: "not_found" }) : accept(c.body(text, 200, HEADERS));
  });
