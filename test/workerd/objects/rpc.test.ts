/** Each object's class has exactly the methods of its RPC interface as public methods, because RPC can call every public method. */
import type { DurableObject } from "cloudflare:workers";
import { expectTypeOf, test } from "vitest";
import type { AccountsRpc } from "../../../src/objects/accounts/rpc.ts";
import type * as classes from "../../../src/objects/classes.ts";
import type { ClientsRpc } from "../../../src/objects/clients/rpc.ts";
import type { CommunityRpc } from "../../../src/objects/community/rpc.ts";
import type { ConversionsRpc } from "../../../src/objects/conversions/rpc.ts";
import type { DivisionRpc } from "../../../src/objects/division/rpc.ts";
import type { IssuerRpc } from "../../../src/objects/issuer/rpc.ts";
import type { FactImportRpc } from "../../../src/objects/list-import/rpc.ts";
import type { MailboxRpc } from "../../../src/objects/mailbox/rpc.ts";
import type { PeopleRpc } from "../../../src/objects/people/rpc.ts";
import type { AppealQueueRpc, ReviewQueueRpc } from "../../../src/objects/queue/rpc.ts";
import type { StatusListRpc } from "../../../src/objects/status-list/rpc.ts";
import type { NationRpc } from "../../../src/objects/nation/rpc.ts";
import type { TrustRpc } from "../../../src/objects/trust/rpc.ts";
import type { TrialRpc } from "../../../src/objects/trial/rpc.ts";

interface Contracts {
  readonly Accounts: AccountsRpc;
  readonly AppealQueue: AppealQueueRpc;
  readonly Clients: ClientsRpc;
  readonly Community: CommunityRpc;
  readonly Conversions: ConversionsRpc;
  readonly Division: DivisionRpc;
  readonly FactImport: FactImportRpc;
  readonly Issuer: IssuerRpc;
  readonly Mailbox: MailboxRpc;
  readonly People: PeopleRpc;
  readonly ReviewQueue: ReviewQueueRpc;
  readonly StatusList: StatusListRpc;
  readonly Trial: TrialRpc;
  readonly Nation: NationRpc;
  readonly Trust: TrustRpc;
}

type Methods = {
  readonly [Name in keyof typeof classes]: Exclude<keyof InstanceType<(typeof classes)[Name]>, keyof DurableObject>;
};
type Named = { readonly [Name in keyof Contracts]: Exclude<keyof Contracts[Name], keyof DurableObject> };

test("each object has the methods of its contract, and no others", () => {
  expectTypeOf<Methods>().toEqualTypeOf<Named>();
});
