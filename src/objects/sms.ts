/** Text messages: the HTTP gateway that sends them (docs/sms-gateway.md describes its interface), and the budget of the whole deployment. */
import type { SendResult } from "./accounts/rpc.ts";
import { messageBudgetOf, type ObjectsEnv } from "./env.ts";

export interface TextMessage {
  /** The number of the receiver, E.164. */
  readonly phone: string;
  readonly text: string;
  /** The one-time password in the text, for the outbox of one machine; absent in another message. */
  readonly password?: string;
  /** The id of a message that is sent again until the gateway accepts it: the gateway delivers it once. */
  readonly id?: string;
}

export interface SmsGateway {
  /** Sends a message. True if the gateway accepted it. */
  send(message: TextMessage): Promise<boolean>;
}

const TIMEOUT_MS = 5000;
const DEFAULT_PER_MINUTE = "3000";

/** The gateway of the settings. */
export function deployedGateway({ SMS_GATEWAY_URL, SMS_GATEWAY_TOKEN }: ObjectsEnv): SmsGateway {
  return httpSmsGateway(SMS_GATEWAY_URL, SMS_GATEWAY_TOKEN);
}

/** Counts a message in the budget of the whole deployment, or refuses it until the next minute. */
export async function countMessage(env: ObjectsEnv, now: number): Promise<SendResult> {
  return messageBudgetOf(env).countMessage(Number(env.YIMA_MESSAGES_PER_MINUTE ?? DEFAULT_PER_MINUTE), now);
}

/** Posts `{phone, text}` with a bearer token. A status of 2xx means that the gateway accepted the message. Without a URL it sends nothing and answers false. */
function httpSmsGateway(url: string, token: string | undefined): SmsGateway {
  return {
    async send({ phone, text, id }) {
      if (url === "") return false;
      try {
        const answer = await fetch(url, {
          method: "POST",
          headers: {
            "content-type": "application/json",
            ...(token !== undefined && { authorization: `Bearer ${token}` }),
            ...(id !== undefined && { "idempotency-key": `"${id}"` }),
          },
          body: JSON.stringify({ phone, text }),
          // The message may have a one-time password: it goes only to the configured address.
          redirect: "manual",
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        return answer.ok;
      } catch {
        return false;
      }
    },
  };
}
