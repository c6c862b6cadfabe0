/** After a login: loads the account. */
import type { Problem } from "../../../contract/problem.ts";
import { ownProblem } from "../../app/api.ts";
import { refresh, session } from "../../app/session.ts";

/** Null if the browser stored the session's cookie. Otherwise the next request had no session, and the problem names the next step. */
export async function entered(): Promise<Problem | null> {
  await refresh();
  if (session.peek().state !== "out") return null;
  return ownProblem(
    "cookie_refused",
    401,
    "登录已经通过，但这个浏览器不肯保存登录。请在浏览器设置里允许 Cookie，或换一个浏览器。",
    "The login was right, but this browser does not keep it. Allow cookies in its settings, or use another browser.",
  );
}
