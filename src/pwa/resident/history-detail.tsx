/** One declaration in full, as sent. It cannot be changed, but a new one can start from it. */
import type { JSX } from "preact";
import type { DeclarationDetail } from "../../contract/declaration.ts";
import { problemIn } from "../app/loaded.ts";
import { moment } from "../app/moment.ts";
import { PlaceName } from "../division/place-name.tsx";
import { Row } from "../ui/row.tsx";
import { categoryWord, contactWord, symptomsWord } from "../ui/words/declaration-words.ts";
import { Bar } from "../ui/bar.tsx";
import { useOnce, valueOf } from "../ui/loaded.tsx";
import { phoneWords } from "../ui/words/phone-words.ts";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { useLocation } from "../app/location.ts";
import { choose } from "../app/people.ts";
import { say } from "../app/say.ts";
import "./history.css";

function Whole(props: { readonly detail: DeclarationDetail }): JSX.Element {
  const { category, presentPlace, addressHere, plannedArrival, phone, temperatureCelsius, symptoms, contact, places } =
    props.detail;
  return (
    <dl class="card rows">
      <Row word={say("情况", "Situation")}>{categoryWord(category)}</Row>
      <Row word={say("所在地", "Place")}>
        <PlaceName code={presentPlace.division} /> {presentPlace.detail}
      </Row>
      <Row word={say("住址", "Address")}>
        <PlaceName code={addressHere.division} /> {addressHere.detail}
      </Row>
      {plannedArrival !== undefined && <Row word={say("到达", "Arrival")}>{plannedArrival}</Row>}
      <Row word={say("电话", "Phone")}>{phoneWords(phone)}</Row>
      <Row word={say("体温", "Temperature")}>{temperatureCelsius.toFixed(1)} ℃</Row>
      <Row word={say("症状", "Symptoms")}>{symptomsWord(symptoms)}</Row>
      <Row word={say("接触", "Contact")}>{contactWord(contact)}</Row>
      <Row word={say("14 天内去过", "Places in 14 days")}>
        {places.length === 0
          ? say("没有其他地方", "no other place")
          : places.map((stay) => (
              <span class="past-stay" key={`${stay.division} ${stay.from}`}>
                <PlaceName code={stay.division} /> {stay.from} – {stay.to}
              </span>
            ))}
      </Row>
    </dl>
  );
}

export default function Detail(): JSX.Element {
  const [, , person = "", n = ""] = useLocation().path.split("/");
  const source = useOnce("GET /api/v1/people/:person/declarations/:n", { person, n });
  const [detail, problem] = [valueOf(source), problemIn(source.loaded)];
  return (
    <main class="screen">
      <Bar name={say("申报记录", "Declarations")} back="/history" />
      <h1>{say(`第 ${n} 次申报`, `Declaration no. ${n}`)}</h1>
      {detail !== null && (
        <p class="quiet">{say(`提交于 ${moment(Date.parse(detail.at))}`, `Sent on ${moment(Date.parse(detail.at))}`)}</p>
      )}
      {problem !== null && <ProblemNotice problem={problem} onRetry={() => void source.reload()} />}
      {detail !== null && <Whole detail={detail} />}
      <a class="button at-foot" href="/declare?again" onClick={() => choose(person)}>
        {say("重新上报", "Declare again")}
      </a>
    </main>
  );
}
