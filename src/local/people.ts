/** The shard of persons on one machine: it asks the register of this machine. */
import { People as Deployed } from "../objects/people/object.ts";
import { deployedAuthority } from "../objects/people/custody/http-authority.ts";
import type { ObjectsEnv } from "../objects/env.ts";
import { issuerOf } from "../objects/names.ts";
import { openSecrets } from "../token/secret/secrets.ts";
import { Register } from "./authority/register.ts";

export class People extends Deployed {
  constructor(state: DurableObjectState, env: ObjectsEnv) {
    const secrets = () => openSecrets(env.YIMA_MASTER_KEY, issuerOf(state.id));
    super(state, env, deployedAuthority(env) ?? new Register(env.PUBLISHED, secrets));
  }
}
