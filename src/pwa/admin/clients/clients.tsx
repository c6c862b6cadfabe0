/** 接入系统: other systems with access to the issuer, their rights and last use. One officer proposes a client, another approves it, any officer revokes it. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Client } from "../../../contract/client.ts";
import { CLIENT_STATE_WORDS, RIGHT_WORDS, VERB_WORDS } from "../../../domain/client/client.ts";
import type { Sentence } from "../../../domain/sentence.ts";
import { ask } from "../../app/api.ts";
import { say, saySentence } from "../../app/say.ts";
import { ActDialog } from "../../ui/dialog.tsx";
import { Empty, Head, type Outcome, OutcomeNotice } from "../head.tsx";
import { SourceView, useLoaded } from "../../ui/loaded.tsx";
import { minuteOf } from "../../ui/words/moments.ts";
import { type Column, Table } from "../../ui/table.tsx";
import type { PageProps } from "../pages.ts";
import { ClientSecret, MakeClient, type SecretOf } from "./make-client.tsx";

/** What a client may do, by its secret and by its keys. */
const sentencesOf = ({ rights, verbs }: Client): readonly Sentence[] => [
  ...rights.map((right) => RIGHT_WORDS[right]),
  ...verbs.map((verb) => VERB_WORDS[verb]),
];

const columns = (): readonly Column<Client>[] => [
  { key: "name", word: say("系统名称", "Name"), value: ({ name }) => name },
  { key: "scope", word: say("来源地区", "Scope"), value: ({ scopeName }) => scopeName },
  {
    key: "rights",
    word: say("权限", "Rights"),
    value: (client) => sentencesOf(client).map(saySentence).join(say("、", ", ")),
  },
  { key: "state", word: say("状态", "State"), value: ({ state }) => saySentence(CLIENT_STATE_WORDS[state]) },
  {
    key: "made",
    word: say("创建", "Created"),
    value: ({ made }) => made.at,
    show: ({ made, approved }) => (
      <>
        {`${minuteOf(made.at)} · ${made.maskedPhone}`}
        {approved !== null && (
          <>
            <br />
            <small class="quiet">{say(`批准：${approved.maskedPhone}`, `Approved: ${approved.maskedPhone}`)}</small>
          </>
        )}
      </>
    ),
  },
  {
    key: "used",
    word: say("最近使用", "Last used"),
    value: ({ lastUsedAt }) => lastUsedAt ?? "",
    show: ({ lastUsedAt }) => (lastUsedAt === null ? say("从未", "Never") : minuteOf(lastUsedAt)),
  },
];

interface Deciding {
  readonly act: "approvals" | "revocations";
  readonly client: Client;
}

export default function ClientsPage(props: PageProps): JSX.Element {
  const source = useLoaded("GET /api/v1/clients", {});
  const [making, setMaking] = useState(false);
  const [newClient, setNewClient] = useState<SecretOf | null>(null);
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);

  async function finish({ act }: Deciding): Promise<void> {
    setDeciding(null);
    setOutcome({
      notice:
        act === "approvals" ? say("已批准，立即启用。", "Approved. The system has access now.") : say("已停用。", "Revoked."),
    });
    await source.reload();
  }

  return (
    <>
      <Head name={say("接入系统", "Other systems")}>
        <button class="chip" type="button" onClick={() => setMaking(true)}>
          {say("新增系统", "Add a system")}
        </button>
      </Head>
      <OutcomeNotice outcome={outcome} onChange={setOutcome} onUndone={source.reload} />
      <SourceView source={source}>
        {({ clients }) =>
          clients.length === 0 ? (
            <Empty title={say("还没有接入系统", "No system has access yet")}>
              <p>
                {say(
                  "疾控、移民、铁路等系统凭接入凭证报送数据、核验健康码，不用管理员登录。",
                  "Other systems (disease control, borders, railways) send data and verify codes with their own secret, without a login.",
                )}
              </p>
            </Empty>
          ) : (
            <Table
              name="clients"
              caption={say("接入系统", "Other systems")}
              columns={columns()}
              rows={clients}
              idOf={({ id }) => id}
              first={{ by: "made", down: true }}
              actions={(client) => <Actions client={client} onDecide={setDeciding} />}
            />
          )
        }
      </SourceView>
      {making && (
        <MakeClient
          region={{ code: props.division, path: [props.names.own] }}
          onMade={async (one) => {
            setMaking(false);
            if (one.bearer !== null) setNewClient({ name: one.client.name, bearer: one.bearer });
            await source.reload();
          }}
          onClose={() => setMaking(false)}
        />
      )}
      {newClient !== null && <ClientSecret {...newClient} onClose={() => setNewClient(null)} />}
      {deciding !== null && (
        <Decide key={deciding.client.id} deciding={deciding} onDone={finish} onClose={() => setDeciding(null)} />
      )}
    </>
  );
}

function Actions(props: { readonly client: Client; readonly onDecide: (deciding: Deciding) => void }): JSX.Element | null {
  const { client, onDecide } = props;
  if (client.state === "revoked") return null;
  return (
    <>
      {client.state === "waiting" && client.madeByMe && (
        <span class="quiet">{say("等另一位负责人", "Waits for another officer")}</span>
      )}
      {client.state === "waiting" && !client.madeByMe && (
        <button class="text-button" type="button" onClick={() => onDecide({ act: "approvals", client })}>
          {say("批准", "Approve")}
        </button>
      )}
      <button class="text-button danger" type="button" onClick={() => onDecide({ act: "revocations", client })}>
        {say("停用", "Revoke")}
      </button>
    </>
  );
}

interface DecideProps {
  readonly deciding: Deciding;
  readonly onDone: (deciding: Deciding) => Promise<void>;
  readonly onClose: () => void;
}

function Decide({ deciding, onDone, onClose }: DecideProps): JSX.Element {
  const { act, client } = deciding;
  const approves = act === "approvals";
  return (
    <ActDialog
      title={
        approves
          ? say(`批准 ${client.name} 接入？`, `Give ${client.name} access?`)
          : say(`停用 ${client.name}？`, `Revoke ${client.name}?`)
      }
      yes={approves ? say("批准", "Approve") : say("停用", "Revoke")}
      danger={!approves}
      act={async () => {
        const answer = await ask(`POST /api/v1/clients/:id/${act}`, { id: client.id });
        if (!answer.ok) return answer.refusal;
        await onDone(deciding);
        return null;
      }}
      onClose={onClose}
    >
      <p>
        {approves
          ? say(
              `批准后，它可以为${client.scopeName}：${sentencesOf(client)
                .map(({ zh }) => zh)
                .join("、")}。`,
              `After the approval it may do this for ${client.scopeName}: ${sentencesOf(client)
                .map(({ en }) => en)
                .join(", ")}.`,
            )
          : say(
              "它的凭证和密钥立即失效，不能恢复；需要时请新增。",
              "Its secret and its keys stop working at once and cannot be restored. Add a new system if you need one.",
            )}
      </p>
      {approves &&
        client.keys.map(({ kid, fingerprint }) => (
          <p key={kid}>
            {say(`密钥 ${kid}，请与对方核对：${fingerprint}`, `Key ${kid}, compare it with the system's owner: ${fingerprint}`)}
          </p>
        ))}
    </ActDialog>
  );
}
