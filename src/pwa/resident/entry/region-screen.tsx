/**
 * 换地区, `/r` and the deep links below it: at the nation's host the choice of a region, or the region that a link names; at the host of a region the way back to
 * the nation's entry. Also without a login. Decision 68.
 */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { NATION } from "../../../domain/issuer/issuer.ts";
import { hasSystem } from "../../../domain/issuer/region.ts";
import { problemIn } from "../../app/loaded.ts";
import { useLocation } from "../../app/location.ts";
import { say } from "../../app/say.ts";
import { me } from "../../app/session.ts";
import { Failed, Loading } from "../../division/steps.tsx";
import { Bar } from "../../ui/bar.tsx";
import { type Source, useOnce, valueOf } from "../../ui/loaded.tsx";
import Entry from "./entry.tsx";
import { type EntryLink, readEntryLink } from "./entry-link.ts";
import { CodeElsewhere, NoRegions, RegionCard } from "./region-card.tsx";

export default function RegionScreen(): JSX.Element {
  const source = useOnce("GET /.well-known/yima-issuer", {});
  const issuer = valueOf(source);
  const link = readEntryLink(useLocation().path);
  const isInside = me.value !== null;
  return (
    <main class="screen">
      <Bar name={isInside ? say("我的", "Me") : say("登录", "Log in")} back={isInside ? "/me" : "/"} />
      <h1>{say("换地区", "Another region")}</h1>
      <Waiting source={source} />
      {issuer !== null && issuer.code !== NATION && <WayBack code={issuer.code} zh={issuer.name.zh} en={issuer.name.en} />}
      {issuer?.code === NATION &&
        (link.kind === "region" ? <LinkedRegion key={link.issuer} link={link} /> : <Choice link={link} />)}
    </main>
  );
}

function Waiting<T>({ source }: { readonly source: Source<T> }): JSX.Element | null {
  const problem = problemIn(source.loaded);
  if (source.loaded.state === "loading") return <Loading />;
  return problem === null ? null : <Failed problem={problem} onRetry={() => void source.reload()} />;
}

function Choice({ link }: { readonly link: EntryLink }): JSX.Element {
  const [isCovered, cover] = useState(false);
  return (
    <>
      {link.kind !== "choose" && (
        <p class="notice warning" role="status">
          {say(
            "这个链接里的地区没有自己的健康码，或者没有这一页。",
            "The region in this link has no health code of its own, or there is no such page.",
          )}
        </p>
      )}
      <Entry onCover={cover} />
      <a class="button" href="/" hidden={isCovered}>
        {me.value === null ? say("在这里登录", "Log in here") : say("回到健康码", "Back to my code")}
      </a>
    </>
  );
}

/** Stays with the choice if the register does not list the region of the link. */
function LinkedRegion({ link }: { readonly link: Extract<EntryLink, { readonly kind: "region" }> }): JSX.Element {
  const source = useOnce("GET /api/v1/regions", { place: link.issuer });
  const answer = valueOf(source);
  const region = answer?.regions.find((one) => one.issuer === link.issuer && hasSystem(one));
  if (answer === null) return <Waiting source={source} />;
  if (region === undefined) return <Choice link={link} />;
  return (
    <>
      <RegionCard region={region} page={link.page} />
      <a class="button second" href="/r">
        {say("我住在别处", "I live elsewhere")}
      </a>
    </>
  );
}

function WayBack(props: { readonly code: string; readonly zh: string; readonly en: string }): JSX.Element {
  const { code, zh, en } = props;
  const source = useOnce("GET /api/v1/regions", { place: code });
  const nation = valueOf(source)?.nation;
  return (
    <>
      <p>{say(`这里是${zh}的健康码，给住在${zh}的人用。`, `This is the health code of ${en}, for people who live there.`)}</p>
      <CodeElsewhere />
      <Waiting source={source} />
      {nation === null && <NoRegions />}
      {typeof nation === "string" && (
        <a class="button" href={`${nation}/r`}>
          {say("我住在别处，去全国入口", "I live elsewhere: go to the nation's entry")}
        </a>
      )}
    </>
  );
}
