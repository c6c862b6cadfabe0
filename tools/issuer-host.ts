/** The orders to host an issuer on the nation's deployment and to end that, in words and as a command: what an operator sends, and what follows. Source: docs/trust.md §11. */

/** What an operator says of the issuer, as the server reads it. */
export interface HostOrder {
  readonly code: string;
  readonly host: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly shards: number;
  /** ISO 8601 with offset; null: none yet. */
  readonly coloursFrom: string | null;
  /** Its identity providers, as in the setting YIMA_ISSUERS. */
  readonly providers: readonly unknown[];
}

/** The command by which another operator gives the same order. @param origin of the nation */
export function hostCommand({ code, host, name, shards, coloursFrom, providers }: HostOrder, origin: string): string {
  const colours = coloursFrom === null ? "" : ` --colours ${coloursFrom}`;
  const facts = `--code ${code} --host ${host} --name "${name.zh}" --english "${name.en}" --shards ${shards}${colours}${providers.length === 0 ? "" : " --providers FILE"}`;
  return `npm run issuer -- host ${facts} --key FILE --origin ${origin} --out FILE`;
}

/** The command by which another operator orders the same end of a hosting. @param origin of the nation */
export function endCommand(code: string, origin: string): string {
  return `npm run issuer -- end-hosting --code ${code} --key FILE --origin ${origin}`;
}

/** What an order waits for. */
export function proposedWords(order: HostOrder, origin: string): string {
  return `Proposed: ${order.name.en} (${order.code}) at ${order.host}. Within 7 days a second operator gives the same order with their own key:
  ${hostCommand(order, origin)}
`;
}

/** What the operators and the officers do next. @param nation the address of the nation @param origin the address of the issuer @param file the file of its application @param key a line about its identity key */
export function hostedWords({ code, host, name }: HostOrder, nation: string, origin: string, file: string, key: string): string {
  const local = origin.startsWith("http:") ? " --local" : "";
  const officer = `--nation ${nation} --root root.json --key FILE${local}`;
  return `Hosted: ${name.en} (${code}) at ${origin}, which answers within a minute. Next:
1. Lead ${host}, gate.${host} and office.${host} to this deployment, if no wildcard does, with a certificate (docs/deploy.md).
2. Two officers of the nation admit it, so that gates elsewhere believe its codes:
  npm run register -- admit ${file} ${officer}
  npm run register -- sign ${officer}
   ${key}3. Its first officers log in at ${origin}, enter their document, and an operator appoints them:
  npm run administrator -- --division ${code} --name … --phone … --reason … --key FILE --origin ${origin}
`;
}
