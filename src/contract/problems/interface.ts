/** Problems of the interface of authorised systems. docs/interface.md. */
import { row } from "./wire.ts";

export const INTERFACE_PROBLEMS = {
  token_refused: row(
    401,
    "访问令牌缺失、不对或已过期，请重新获取。",
    "The access token is missing, wrong or over: get another one.",
  ),
  proof_refused: row(
    401,
    "DPoP 证明不对：方法、网址、令牌、密钥和时间都要与这次请求相符。",
    "The DPoP proof does not fit: method, address, token, key and time must be those of this request.",
  ),
  code_not_live: row(
    422,
    "请对方在手机上出示健康码：纸质码不能用于这项操作。",
    "Ask the person to show the code on the phone: a sheet of paper does not do here.",
  ),
  verb_not_granted: row(403, "这个访问令牌没有这项操作的权限。", "The access token does not have the scope of this verb."),
};
