/** The origins that a member may have. Requests go to origins of the register only, so that this list of what is none keeps them out of private networks. Pure. */

/** Names with at least two labels, the last of letters: no address, no port, no user. */
const PUBLIC = /^https:\/\/(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;
const PRIVATE = /\.(?:internal|local|localhost|localdomain|home|lan|corp|intranet|test|invalid|example)$/;
const ON_ONE_MACHINE = /^http:\/\/(?:[a-z0-9-]+\.)*localhost:[1-9]\d{0,4}$/;
const MAX_LENGTH = 200;

/** @param onOneMachine whether this is a build for one machine, on which all members have names below `localhost` */
export function isMemberOrigin(text: string, onOneMachine: boolean): boolean {
  if (text.length > MAX_LENGTH) return false;
  return (PUBLIC.test(text) && !PRIVATE.test(text)) || (onOneMachine && ON_ONE_MACHINE.test(text));
}
