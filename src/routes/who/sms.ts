/** Sends text messages through an HTTP gateway. docs/sms-gateway.md describes its interface. */

export interface TextMessage {
  /** The number of the receiver, E.164. */
  readonly phone: string;
  readonly text: string;
  /** The one-time password in the text, for the outbox of one machine; absent in another message. */
  readonly password?: string;
}

export interface SmsGateway {
  /** Sends a message. True if the gateway accepted it. */
  send(message: TextMessage): Promise<boolean>;
}

const TIMEOUT_MS = 5000;

/** Posts `{phone, text}` with a bearer token. A status of 2xx means that the gateway accepted the message. Without a URL it sends nothing and answers false. */
export function httpSmsGateway(url: string, token: string | undefined): SmsGateway {
  return {
    async send({ phone, text }) {
      if (url === "") return false;
      try {
        const answer = await fetch(url, {
          method: "POST",
          headers: { "content-type": "application/json", ...(token !== undefined && { authorization: `Bearer ${token}` }) },
          body: JSON.stringify({ phone, text }),
          // The message has a one-time password: it goes only to the configured address.
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
