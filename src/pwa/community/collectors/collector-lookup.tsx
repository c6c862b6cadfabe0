/** Finds the person to add as a collector by log-in phone number, for the phone and the PC. The administrator confirms before the person is added. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Collector, CollectorMatch } from "../../../contract/collector.ts";
import { type Answer, ask } from "../../app/api.ts";
import { say } from "../../app/say.ts";
import { OfficeProof } from "../../ui/proof/proof-mark.tsx";
import { Row } from "../../ui/row.tsx";

interface PhoneLookup {
  readonly phone: string;
  readonly setPhone: (phone: string) => void;
  /** The person with this phone number; null before a lookup found one. */
  readonly match: CollectorMatch | null;
  readonly find: () => Promise<Answer<CollectorMatch>>;
  readonly forget: () => void;
  readonly add: () => Promise<Answer<Collector>>;
}

export function usePhoneLookup(division: string, first: () => string = () => ""): PhoneLookup {
  const [phone, setPhone] = useState(first);
  const [match, setMatch] = useState<CollectorMatch | null>(null);
  const body = { phone: phone.trim() };

  async function find(): Promise<Answer<CollectorMatch>> {
    const answer = await ask("POST /api/v1/communities/:division/collectors/found", { division }, body);
    if (answer.ok) setMatch(answer.value);
    return answer;
  }

  return {
    phone,
    setPhone,
    match,
    find,
    forget: () => setMatch(null),
    add: () => ask("POST /api/v1/communities/:division/collectors", { division }, body),
  };
}

export function phoneHint(): string {
  return say(
    "对方登录一码用的手机号。每小时可查 60 次。",
    "The number that the person uses to log in. At most 60 numbers per hour.",
  );
}

interface CollectorFactsProps {
  readonly maskedName: string;
  /** Null before the person is looked up: a code does not contain it. */
  readonly proof: CollectorMatch["proof"] | null;
  readonly phone?: string | undefined;
  readonly region: string;
}

export function CollectorFacts({ maskedName, proof, phone, region }: CollectorFactsProps): JSX.Element {
  return (
    <dl class="card rows">
      <Row word={say("姓名", "Name")}>{maskedName}</Row>
      {proof !== null && (
        <Row word={say("实名核验", "Identity")}>
          <OfficeProof proof={proof} />
        </Row>
      )}
      {phone !== undefined && <Row word={say("手机号", "Phone")}>{phone}</Row>}
      <Row word={say("所属区域", "Region")}>{region}</Row>
    </dl>
  );
}
