/** Writes rows as if a login had already used all but one of its acts of one kind in the present hour. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { ACTS_PER_HOUR, type LimitedAct } from "../../../src/domain/access/hour-limit.ts";
import { type IssuerCode, shardOf } from "../../../src/domain/issuer/issuer.ts";
import { accountKeyOf, openSecrets } from "../../../src/token/secret/secrets.ts";

/** Leaves the account of a mainland phone number one act of this kind for the next hour. */
export async function allButOne(phone: string, act: LimitedAct): Promise<void> {
  const account = await accountKeyOf(await openSecrets(env.YIMA_MASTER_KEY, "4201" as IssuerCode), `+86${phone}`);
  await runInDurableObject(env.ACCOUNTS.getByName(`4201/accounts/${shardOf(account, 16)}`), (_, { storage }) => {
    storage.sql.exec(
      "INSERT OR REPLACE INTO hour_counts (subject, since, count) VALUES (?, ?, ?)",
      `${act}/${account}`,
      Date.now(),
      ACTS_PER_HOUR[act] - 1,
    );
  });
}
