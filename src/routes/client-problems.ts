/** What other systems are refused for, and officers who decide about them. A part of the one table. */
import { row } from "./problem-row.ts";

export const CLIENT_PROBLEMS = {
  client_refused: row(401, "接入凭证不对、还未批准或已停用。", "This bearer secret is wrong, not approved yet, or revoked."),
  client_right_missing: row(403, "这个接入系统没有这项权限。", "This client has no right to do this."),
  outside_scope: row(403, "来源地区不在这个接入系统的范围内。", "This division lies outside what the client may enter."),
  client_not_found: row(404, "没有这个接入系统。", "There is no such client."),
  client_decided: row(409, "这个接入系统已经办结。", "This client was decided already."),
  too_many_clients: row(409, "接入系统数量已达上限。", "There are too many clients."),
} as const;
