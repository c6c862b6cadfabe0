/** The classes of all objects. The runtime finds them among the exports of the worker. */
export { Accounts } from "./accounts/object.ts";
export { AppealQueue } from "./queue/queues.ts";
export { Clients } from "./clients/object.ts";
export { Community } from "./community/object.ts";
export { Conversions } from "./conversions/object.ts";
export { Division } from "./division/object.ts";
export { FactImport } from "./list-import/object.ts";
export { Issuer } from "./issuer/object.ts";
export { Mailbox } from "./mailbox/object.ts";
export { Nation } from "./nation/object.ts";
export { People } from "./people/object.ts";
export { ReviewQueue } from "./queue/queues.ts";
export { StatusList } from "./status-list/object.ts";
export { Trial } from "./trial/object.ts";
export { Trust } from "./trust/object.ts";
