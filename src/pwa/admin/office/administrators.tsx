/** The administrators of a division and the record of their appointments. On this page only administrators of a division above appoint and remove. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Administrator, ProposedAppointment } from "../../../contract/administrator.ts";
import { COMMUNITY_DIGITS } from "../../../domain/division/division.ts";
import { say } from "../../app/say.ts";
import { me } from "../../app/session.ts";
import { phoneWords } from "../../ui/words/phone-words.ts";
import { Empty, Head, type Outcome, OutcomeNotice, undoAppointment } from "../head.tsx";
import { SourceView, useLoaded } from "../../ui/loaded.tsx";
import { proofColumn } from "../../ui/proof/proof-column.tsx";
import { isAbove } from "../offices.ts";
import { minuteOf } from "../../ui/words/moments.ts";
import { type Column, Table } from "../../ui/table.tsx";
import type { PageProps } from "../pages.ts";
import { AddDivision } from "./add-division.tsx";
import { Appoint, RemoveAdministrator } from "./appoint.tsx";
import { LostPasskeys } from "./lost-passkeys.tsx";
import { ProposedAppointments, WaitingBelow } from "./proposed-appointments.tsx";
import { AppointmentRecord } from "./appointment-record.tsx";

const NAMELESS = "—";

const columns = (): readonly Column<Administrator>[] => [
  { key: "phone", word: say("手机号", "Phone"), value: ({ phone }) => phoneWords(phone) },
  { key: "who", word: say("姓名", "Name"), value: ({ maskedName }) => maskedName || NAMELESS },
  proofColumn(),
  { key: "since", word: say("任命时间", "Since"), value: ({ since }) => minuteOf(since) },
];

export default function Administrators(props: PageProps): JSX.Element {
  const { division, names } = props;
  const source = useLoaded("GET /api/v1/divisions/:division/administrators", { division });
  const [appointing, setAppointing] = useState(false);
  const [adding, setAdding] = useState(false);
  const [predecessor, setPredecessor] = useState<Administrator | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [leaving, setLeaving] = useState<Administrator | null>(null);
  const above = isAbove(division);
  // Nobody is above the officers of the issuer's own region: they decide for each other.
  const isRegion = division === me.value?.issuer.code;
  const mayDecide = above || isRegion;
  const mayAdd = division.length === 9 || (division.length === COMMUNITY_DIGITS && above);
  const hasBelow = division.length < COMMUNITY_DIGITS;
  const current = source.loaded.state === "ready" ? source.loaded.value.administrators : [];
  async function finish(notice: string): Promise<void> {
    setOutcome({ notice });
    await source.reload();
  }
  async function finishAppointment(appointed: Administrator | ProposedAppointment): Promise<void> {
    setAppointing(false);
    setPredecessor(null);
    if ("state" in appointed)
      return finish(say("已提议，等另一位负责人批准。", "Proposed. Another administrator must approve it."));
    const { id, maskedName } = appointed;
    setOutcome({
      notice: say(`已任命 ${maskedName} 管理${names.own}。`, `${maskedName} is now an administrator of ${names.own}.`),
      // No undo for a replacement, because it cannot bring back the predecessor, nor for a person who was already an administrator.
      ...(predecessor === null && !current.some((one) => one.id === id) && { undo: undoAppointment(division, id) }),
    });
    await source.reload();
  }
  async function finishAddition(what: Outcome): Promise<void> {
    setAdding(false);
    setOutcome(what);
    await source.reload();
  }
  return (
    <>
      <Head
        name={say("管理员", "Administrators")}
        detail={current.length === 0 ? undefined : say(`${current.length} 人`, `${current.length}`)}
      >
        {hasBelow && (
          <a class="chip" href={`/admin?below=${division}`}>
            {say("选择下级区划", "A division below")}
          </a>
        )}
        {mayAdd && source.loaded.state === "ready" && (
          <button class="chip" type="button" onClick={() => setAdding(true)}>
            {division.length === 9 ? say("新增社区", "Add a community") : say("新增别名", "Add another name")}
          </button>
        )}
        {above && source.loaded.state === "ready" && (
          <button class="chip strong" type="button" onClick={() => setAppointing(true)}>
            {say("任命管理员", "Appoint")}
          </button>
        )}
      </Head>
      {!above && source.loaded.state === "ready" && (
        <p class="quiet">
          {isRegion
            ? say("这里由运维人员提议任命，您或另一位运维人员批准。", "Operators propose here; you or another operator approve.")
            : say("这里由上级区划的管理员任命和解除。", "Administrators of a division above appoint and remove here.")}
          {hasBelow && say("您可以任命下级区划的管理员。", " You can appoint administrators of the divisions below.")}
        </p>
      )}
      {me.value?.issuer.identityAuthority === false && (
        <p class="notice warning">
          {say(
            "本地没有接入身份核验机构：新登记的人只能带证件当面核验，核验后才能任命。",
            "No identity authority is connected here: newcomers are proved in person only, and can be appointed after that.",
          )}
        </p>
      )}
      <OutcomeNotice outcome={outcome} onChange={setOutcome} onUndone={source.reload} />
      <SourceView source={source}>
        {({ administrators, proposed, below, appointments }) => (
          <>
            <WaitingBelow below={below} />
            <ProposedAppointments
              division={division}
              place={names.own}
              proposed={proposed}
              mayDecide={mayDecide}
              onDone={finish}
            />
            {administrators.length === 0 ? (
              <Empty title={say("还没有管理员", "No administrator yet")}>
                <p>
                  {say(
                    "任命后，对方的手机上几秒内出现工作台，不需要重新登录。",
                    "After the appointment, the workbench appears on the person's phone within seconds. They need not log in again.",
                  )}
                </p>
              </Empty>
            ) : (
              <Table
                name="administrators"
                caption={say("管理员", "Administrators")}
                columns={columns()}
                rows={administrators}
                idOf={({ id }) => id}
                first={{ by: "phone", down: false }}
                {...(above && {
                  actions: (one: Administrator) => (
                    <>
                      <button
                        class="text-button"
                        type="button"
                        aria-label={say(`更换 ${phoneWords(one.phone)}`, `Replace ${phoneWords(one.phone)}`)}
                        onClick={() => setPredecessor(one)}
                      >
                        {say("更换", "Replace")}
                      </button>
                      <button
                        class="text-button danger"
                        type="button"
                        aria-label={say(`解除 ${phoneWords(one.phone)}`, `Remove ${phoneWords(one.phone)}`)}
                        onClick={() => setLeaving(one)}
                      >
                        {say("解除", "Remove")}
                      </button>
                    </>
                  ),
                })}
              />
            )}
            {mayDecide && <LostPasskeys division={division} onDone={finish} />}
            <AppointmentRecord appointments={appointments} names={names} />
          </>
        )}
      </SourceView>
      {(appointing || predecessor !== null) && (
        <Appoint
          division={division}
          place={names.own}
          predecessor={predecessor ?? undefined}
          onDone={finishAppointment}
          onClose={() => {
            setAppointing(false);
            setPredecessor(null);
          }}
        />
      )}
      {adding && <AddDivision division={division} place={names.own} onDone={finishAddition} onClose={() => setAdding(false)} />}
      {leaving !== null && (
        <RemoveAdministrator
          key={leaving.id}
          division={division}
          place={names.own}
          administrator={leaving}
          remaining={current.length - 1}
          onDone={source.reload}
          onClose={() => setLeaving(null)}
        />
      )}
    </>
  );
}
