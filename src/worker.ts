/** Composition root of the deployed worker. */
import { createApp } from "./routes/app.ts";
import type { Env } from "./routes/env.ts";
import { httpSmsGateway } from "./routes/who/sms.ts";

export { Accounts } from "./objects/accounts/object.ts";
export { AppealQueue } from "./objects/queue/queues.ts";
export { Clients } from "./objects/clients/object.ts";
export { Community } from "./objects/community/object.ts";
export { Division } from "./objects/division/object.ts";
export { FactImport } from "./objects/list-import/object.ts";
export { Issuer } from "./objects/issuer/object.ts";
export { People } from "./objects/people/object.ts";
export { ReviewQueue } from "./objects/queue/queues.ts";
export { StatusList } from "./objects/status-list/object.ts";
export { Trial } from "./objects/trial/object.ts";

export default createApp((env) => httpSmsGateway(env.SMS_GATEWAY_URL, env.SMS_GATEWAY_TOKEN)) satisfies ExportedHandler<Env>;
