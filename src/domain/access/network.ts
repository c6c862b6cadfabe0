/** The network from which a request comes, so that requests of one household or one machine are counted together. Pure. */

const IPV4 = /^(?:::ffff:)?(\d{1,3}(?:\.\d{1,3}){3})$/i;
const IPV6 = /^[0-9a-f:]{2,39}$/i;
const GROUPS = 8;
/** The groups of an IPv6 address that name the network: 64 bits. A connection gets all addresses of such a network (RFC 6177) and could use a new one for each request. */
const NETWORK_GROUPS = 4;

/** The network of an address: the whole IPv4 address, the first 64 bits of an IPv6 address, or `other` for any other text. */
export function networkOf(address: string): string {
  const v4 = IPV4.exec(address)?.[1];
  if (v4 !== undefined) return v4;
  const [head = "", tail, ...more] = address.split("::");
  if (!IPV6.test(address) || more.length > 0) return "other";
  const before = groupsOf(head);
  const after = groupsOf(tail ?? "");
  const missing = GROUPS - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return "other";
  const groups = [...before, ...Array.from({ length: missing }, () => "0"), ...after];
  return `${groups
    .slice(0, NETWORK_GROUPS)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}

function groupsOf(text: string): readonly string[] {
  return text === "" ? [] : text.split(":");
}
