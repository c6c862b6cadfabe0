/** The passkeys of a division's administrators, for those in charge above: two of them let an administrator make a new one in place of lost ones. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { AdministratorPasskeys } from "../../../contract/passkey/lost-passkey.ts";
import type { Problem } from "../../../contract/problem.ts";
import { ask } from "../../app/api.ts";
import { say } from "../../app/say.ts";
import { ActDialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/fields/field.tsx";
import { useLoaded, valueOf } from "../../ui/loaded.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { minuteOf } from "../../ui/words/moments.ts";
import { phoneWords } from "../../ui/words/phone-words.ts";

type Holder = AdministratorPasskeys["administrators"][number];
type Asked = { readonly what: "report" | "permit"; readonly holder: Holder };

const LIMIT = 200;

const columns = (): readonly Column<Holder>[] => [
  { key: "phone", word: say("手机号", "Phone"), value: ({ phone }) => phoneWords(phone) },
  { key: "who", word: say("姓名", "Name"), value: ({ maskedName }) => maskedName || "—" },
  { key: "passkeys", word: say("通行密钥", "Passkeys"), value: ({ passkeys }) => passkeys },
  { key: "loss", word: say("新设", "New one"), value: lossWords },
];

function lossWords({ loss }: Holder): string {
  if (loss === null) return "—";
  if (loss.until !== null) return say(`允许到 ${minuteOf(loss.until)}`, `Permitted until ${minuteOf(loss.until)}`);
  return say(`${loss.by} 提出，等另一位同意：${loss.reason}`, `Asked for by ${loss.by}, a second one must agree: ${loss.reason}`);
}

interface LostPasskeysProps {
  readonly division: string;
  /** Called with the result in words. */
  readonly onDone: (notice: string) => Promise<void>;
}

export function LostPasskeys({ division, onDone }: LostPasskeysProps): JSX.Element | null {
  const source = useLoaded("GET /api/v1/divisions/:division/administrators/passkeys", { division });
  const [asked, setAsked] = useState<Asked | null>(null);
  const answer = valueOf(source);
  const holders = answer?.administrators ?? [];
  if (holders.length === 0 || answer?.required !== true) return null;
  const finish = async (notice: string): Promise<void> => {
    setAsked(null);
    await source.reload();
    await onDone(notice);
  };
  return (
    <section>
      <h2>{say("管理员的通行密钥", "Passkeys of the administrators")}</h2>
      <p class="quiet">
        {say(
          "遗失或没有按时设置的，由两位上级管理员核对本人后，允许在 24 小时内新设一个。新设后，以前的全部失效。",
          "For lost passkeys, and for administrators who made none in time: two administrators above check who it is, and permit a new one within 24 hours. It ends all earlier ones.",
        )}
      </p>
      <Table
        name="passkeys"
        caption={say("管理员的通行密钥", "Passkeys of the administrators")}
        columns={columns()}
        rows={holders}
        idOf={({ id }) => id}
        first={{ by: "phone", down: false }}
        actions={(holder: Holder) => <Actions holder={holder} onAsk={setAsked} />}
      />
      {asked !== null && <LossDialog division={division} {...asked} onDone={finish} onClose={() => setAsked(null)} />}
    </section>
  );
}

function Actions(props: { readonly holder: Holder; readonly onAsk: (asked: Asked) => void }): JSX.Element | null {
  const { holder, onAsk } = props;
  const phone = phoneWords(holder.phone);
  if (holder.own) return <span class="quiet">{say("您本人", "You")}</span>;
  const waits = holder.loss?.until === null;
  if (waits && holder.loss?.mine === true) return <span class="quiet">{say("等另一位", "Waits")}</span>;
  if (waits)
    return (
      <button
        class="text-button"
        type="button"
        aria-label={say(`同意 ${phone} 新设`, `Agree for ${phone}`)}
        onClick={() => onAsk({ what: "permit", holder })}
      >
        {say("同意新设", "Agree")}
      </button>
    );
  return (
    <button
      class="text-button"
      type="button"
      aria-label={say(`${phone} 遗失，允许新设`, `Lost by ${phone}: Permit a new one`)}
      onClick={() => onAsk({ what: "report", holder })}
    >
      {say("允许新设", "Permit a new one")}
    </button>
  );
}

interface LossDialogProps extends Asked {
  readonly division: string;
  readonly onDone: (notice: string) => Promise<void>;
  readonly onClose: () => void;
}

function LossDialog({ division, what, holder, onDone, onClose }: LossDialogProps): JSX.Element {
  const [reason, setReason] = useState("");
  const phone = phoneWords(holder.phone);
  const names = { division, id: holder.id };
  const act = async (): Promise<Problem | null> => {
    const body = { reason: reason.trim() };
    const answer =
      what === "report"
        ? await ask("POST /api/v1/divisions/:division/administrators/:id/passkey-loss", names, body)
        : await ask("POST /api/v1/divisions/:division/administrators/:id/passkey-loss/approvals", names, body);
    if (!answer.ok) return answer.refusal;
    await onDone(
      what === "report"
        ? say("已提出，等另一位上级管理员同意。", "Asked for. A second administrator above must agree.")
        : say(`已允许 ${phone} 在 24 小时内新设通行密钥。`, `${phone} may make a new passkey within 24 hours.`),
    );
    return null;
  };
  return (
    <ActDialog
      title={say(`允许 ${phone} 新设通行密钥`, `Permit ${phone} a new passkey`)}
      yes={what === "report" ? say("提出", "Ask for it") : say("同意", "Agree")}
      act={act}
      onClose={onClose}
    >
      <p>
        {say(
          "请先当面或打电话核对是本人。冒充的人得到新的通行密钥，就能以此人的名义办理。",
          "Check first, in person or by phone, that it is this person. An impostor with a new passkey could act in this name.",
        )}
      </p>
      {what === "permit" && <p>{lossWords(holder)}</p>}
      <Field
        required
        label={what === "report" ? say("事由", "Reason") : say("怎样核对的", "How you checked")}
        hint={say("写入任免记录，不能更改", "Written to the record, which cannot be changed")}
        limit={LIMIT}
        value={reason}
        onInput={setReason}
      />
    </ActDialog>
  );
}
