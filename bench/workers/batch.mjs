/** Calls the object of a community as the worker does after it has checked the codes: a hundred passes per call. */

const COMMUNITY = "4201/community/420107001002";
const POINT = "018e0000-0000-7000-8000-000000000001";
const PERSON = "0".repeat(24);
const ACCOUNT = "1".repeat(24);
const BATCH = 100;
const EXPECTED = `{"state":"registered"}`;

let ready;
/** One code registers one pass: each pass has a proof of its own. */
let proofs = 0;

async function prepare(community) {
  const now = Date.now();
  const actor = { person: PERSON, account: ACCOUNT };
  await community.addPoint({ id: POINT, name: "东门", address: "红卫路" }, now);
  const who = { phone: "+8613800000000", maskedPhone: "138*****000", maskedName: "王**" };
  await community.addCollector({ id: "collector-bench", ...actor, ...who }, now);
  await community.switchPost(actor, POINT);
  return actor;
}

/** The id of a pass; ids sort by time, as those of gates do (src/domain/community/pass-id.ts). */
function passId() {
  const time = Date.now().toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${crypto.randomUUID().slice(15)}`;
}

function onePass(_, index) {
  return {
    id: passId(),
    person: "2".repeat(24),
    shard: index & 15,
    issuer: "4201",
    handle: "3".repeat(32),
    kind: "live",
    colour: "none",
    maskedName: "尹**",
    declaredAt: 1_582_977_600_000,
    marks: 0,
    judgement: { answer: "passes", policy: "wuhan-2020-02" },
    use: { proofAt: (proofs += 1000), point: POINT, earlier: null },
  };
}

export default {
  async fetch(_request, env) {
    const community = env.COMMUNITY.getByName(COMMUNITY);
    const actor = (ready ??= await prepare(community));
    const outcomes = await community.register(actor, Array.from({ length: BATCH }, onePass), Date.now());
    return new Response(outcomes.every(({ ok }) => ok) ? EXPECTED : JSON.stringify(outcomes));
  },
};
