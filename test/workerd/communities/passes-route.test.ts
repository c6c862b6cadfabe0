/** POST …/passes is answered outside the router. Its answers and refusals must equal those of the routes in the router. */
import { exports } from "cloudflare:workers";
import { expect, test } from "vitest";
import { PASSES } from "../../../src/contract/pass.ts";
import { aPhone, COMMUNITY } from "../builders.ts";
import { Visitor } from "../visitor.ts";

const BODY = { passes: [{ id: "0d4c6a52-54a6-4c5e-9d0f-1a4f4f9a1f10", code: "1" }] };
const HEADERS = ["cache-control", "x-content-type-options", "content-type"];

const headersOf = ({ headers }: Response) => HEADERS.map((name) => headers.get(name));

test("its answers carry the headers of every answer under /api/, and the time", async () => {
  const visitor = await new Visitor().logIn(aPhone());
  const routed = await visitor.send("GET", "/api/v1/me");
  const answer = await visitor.send("POST", visitor.community("/passes"), BODY);
  expect([answer.status, headersOf(answer)]).toEqual([200, headersOf(routed)]);
  expect(Math.abs(Date.parse(answer.headers.get("date") ?? "") - Date.now())).toBeLessThan(5000);
});

test("its refusals carry the headers of every refusal under /api/", async () => {
  const visitor = new Visitor();
  const routed = await visitor.send("GET", "/api/v1/me");
  const refused = await visitor.send("POST", visitor.community("/passes"), BODY);
  expect([refused.status, headersOf(refused)]).toEqual([401, headersOf(routed)]);
  expect(Number.isNaN(Date.parse(refused.headers.get("date") ?? ""))).toBe(false);
});

/** Each request corrects the first fault of the previous one. The refusals must be those of the neighbouring route in the router. */
test("it refuses in the order of the other routes: forged request, session, community, body", async () => {
  const beside = PASSES.redeclare.path.split("/").at(-1);
  const visitor = new Visitor();
  const refusals = async (path: string, login: boolean) => {
    const asking = login ? await visitor.logIn(aPhone()) : new Visitor();
    const unknown = path.replace(COMMUNITY, "420107001999");
    return [
      await asking.refusal("POST", unknown, "{", { "x-yima": "0" }),
      await asking.refusal("POST", unknown, "{"),
      await asking.refusal("POST", path, "{"),
      await asking.refusal("POST", path, "{}", { "content-type": "text/plain" }),
      await asking.refusal("POST", path, {}),
    ];
  };
  for (const login of [false, true]) {
    const routed = await refusals(visitor.community(`/${beside}`), login);
    const raw = await refusals(visitor.community("/passes"), login);
    expect(raw).toEqual(routed.map((refusal) => refusal.replace("/code", "/passes")));
  }
  expect(await refusals(visitor.community("/passes"), true)).toEqual([
    "403 cross_site_request",
    "422 division_unknown",
    "400 bad_request ",
    "415 unsupported_media_type",
    "400 bad_request /passes",
  ]);
});

test("a page of another origin, or one that the browser calls foreign, registers nothing", async () => {
  const visitor = await new Visitor().logIn(aPhone());
  const path = visitor.community("/passes");
  for (const headers of [
    { origin: "http://hubei.localhost" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "cross-site" },
  ])
    expect(await visitor.refusal("POST", path, BODY, headers)).toBe("403 cross_site_request");
  expect(await visitor.refusal("POST", path, BODY, { origin: visitor.origin, "sec-fetch-site": "same-origin" })).toBe("200");
});

test("the host is an issuer's in upper or lower case, and a path without the digits of a community is no such route", async () => {
  const headers = { "x-yima": "1", "content-type": "application/json" };
  const refusals = async (url: string) => {
    const answer = await exports.default.fetch(new Request(url, { method: "POST", headers, body: JSON.stringify(BODY) }));
    return (await answer.json<{ code: string }>()).code;
  };
  expect(await refusals("http://WUHAN.localhost/api/v1/communities/420107001002/passes")).toBe("not_logged_in");
  expect(await refusals("http://shenzhen.localhost/api/v1/communities/420107001002/passes")).toBe("host_unknown");
  const visitor = await new Visitor().logIn(aPhone());
  expect(await visitor.refusal("POST", "/api/v1/communities/4201/passes", BODY)).toBe("422 division_unknown");
  expect(await visitor.refusal("POST", "/api/v1/communities/gate/passes", BODY)).toBe("422 division_unknown");
});
