/** Writes the present values of an issuer to KV, one key per topic. */
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { publishAreas } from "../../storage/areas.ts";
import { publishTable } from "../../storage/colour-tables.ts";
import { publishSetting } from "../../storage/colour-setting.ts";
import { publishManualChanges } from "../../storage/manual-changes.ts";
import { publishJwks, publishPastKeys, publishStatement } from "../../storage/published.ts";
import { publishRuleSets } from "../../storage/rule-sets.ts";
import type { Areas } from "./areas.ts";
import type { IssuerKeys } from "./issuer-keys.ts";
import type { Proposals } from "./proposals.ts";
import type { Topic } from "./topic.ts";
import type { Publish } from "../duty/publication.ts";

interface Values {
  readonly keys: IssuerKeys;
  readonly proposals: Proposals;
  readonly areas: Areas;
}

export function publisher(kv: KVNamespace, issuer: IssuerCode, { keys, proposals, areas }: Values): Publish<Topic> {
  const put: Record<Topic, (now: number) => Promise<void>> = {
    jwks: () => publishJwks(kv, issuer, keys.published()),
    past_keys: (now) => publishPastKeys(kv, issuer, keys.past(now)),
    statement: async () => {
      const [text, colours] = [keys.statement(), keys.colours()];
      // A reader asks for the table that a statement names.
      if (colours !== null) await publishTable(kv, issuer, colours);
      if (text !== null) await publishStatement(kv, issuer, text);
    },
    setting: () => publishSetting(kv, issuer, proposals.setting()),
    rule_sets: () => publishRuleSets(kv, issuer, proposals.ruleSets()),
    areas: (now) => publishAreas(kv, issuer, areas.published(now)),
    manual_changes: () => publishManualChanges(kv, issuer, proposals.counts()),
  };
  return (topic, now) => put[topic](now);
}
