/** The entry point of the deployed worker: the routes, with the HTTP gateway for text messages, and the classes of all Durable Objects. */
import { deployedGateway } from "./objects/sms.ts";
import { createApp } from "./routes/app.ts";
import type { Env } from "./routes/env.ts";
import { deployedAddress } from "./routes/who/address.ts";

export * from "./objects/classes.ts";

export default createApp(deployedGateway, deployedAddress) satisfies ExportedHandler<Env>;
