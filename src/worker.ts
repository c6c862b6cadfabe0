/** The entry point of the deployed worker: the routes, with the HTTP gateway for text messages, and the classes of all Durable Objects. */
import { createApp } from "./routes/app.ts";
import type { Env } from "./routes/env.ts";
import { deployedAddress } from "./routes/who/address.ts";
import { httpSmsGateway } from "./routes/who/sms.ts";

export * from "./objects/classes.ts";

export default createApp(
  (env) => httpSmsGateway(env.SMS_GATEWAY_URL, env.SMS_GATEWAY_TOKEN),
  deployedAddress,
) satisfies ExportedHandler<Env>;
