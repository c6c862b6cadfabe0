/** What a client's rights and states are called on a screen. Pure. */
import type { Sentence } from "../sentence.ts";
import type { ClientRight, ClientState } from "./client.ts";

export const RIGHT_WORDS: Readonly<Record<ClientRight, Sentence>> = {
  facts: { zh: "报送防疫数据", en: "Enter facts" },
  areas: { zh: "报送风险等级", en: "Enter levels of areas" },
  verify: { zh: "不限次数核验健康码", en: "Verify codes without a limit" },
};

export const CLIENT_STATE_WORDS: Readonly<Record<ClientState, Sentence>> = {
  waiting: { zh: "待批准", en: "Waits for approval" },
  active: { zh: "启用", en: "Active" },
  revoked: { zh: "已停用", en: "Revoked" },
};
