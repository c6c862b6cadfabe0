/** Writes the text of a workerd configuration: https://github.com/cloudflare/workerd/blob/main/src/workerd/server/workerd.capnp. Independent of Yima. */

export interface ServiceText {
  readonly name: string;
  /** The text after the name in the configuration of the service: `(name = …, TEXT)`. */
  readonly text: string;
}

/** A port of workerd whose requests go to a service: to the named entry point, or to its default one. */
export interface SocketShape {
  readonly name: string;
  readonly service: string;
  readonly entrypoint?: string;
}

export interface WorkerShape {
  readonly name: string;
  /** The file name of the module, beside the configuration. */
  readonly module: string;
  /** The file names of the modules that it imports. */
  readonly imports?: readonly string[];
  readonly compatibilityDate: string;
  readonly compatibilityFlags?: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
  /** The name of the service that answers in place of KV, by binding. */
  readonly kv?: Readonly<Record<string, string>>;
  /** The name of a service, by binding. */
  readonly services?: Readonly<Record<string, string>>;
  /** The name of the service that answers the worker's requests to other hosts; absent: the internet. */
  readonly outbound?: string;
  /** The class of objects that the module exports, by binding; with SQLite on disk. */
  readonly objects?: Readonly<Record<string, string>>;
  /** A class of objects of another service, by binding. */
  readonly objectsOf?: Readonly<Record<string, { readonly service: string; readonly className: string }>>;
}

const OBJECTS = "objects-on-disk";

/** The text of a service that runs a module. */
export function worker(shape: WorkerShape): ServiceText {
  const { name, module, imports = [], compatibilityDate, compatibilityFlags = [], objects = {} } = shape;
  const modules = [module, ...imports].map((file) => `(name = ${quote(file)}, esModule = embed ${quote(file)})`);
  const bindings = [
    ...entries(shape.variables, (value) => `text = ${quote(value)}`),
    ...entries(shape.kv, (service) => `kvNamespace = ${quote(service)}`),
    ...entries(shape.services, (service) => `service = ${quote(service)}`),
    ...Object.entries(shape.objectsOf ?? {}).map(
      ([binding, { service, className }]) =>
        `(name = ${quote(binding)}, durableObjectNamespace = (className = ${quote(className)}, serviceName = ${quote(service)}))`,
    ),
    ...entries(objects, (className) => `durableObjectNamespace = ${quote(className)}`),
  ];
  const classes = Object.values(objects).map(
    (className) => `(className = ${quote(className)}, uniqueKey = ${quote(`${name}-${className}`)}, enableSql = true)`,
  );
  const outbound = shape.outbound === undefined ? "" : `, globalOutbound = ${quote(shape.outbound)}`;
  const storage =
    classes.length === 0
      ? ""
      : `, durableObjectNamespaces = [${classes.join(", ")}], durableObjectStorage = (localDisk = ${quote(OBJECTS)})`;
  return {
    name,
    text: `worker = (modules = [${modules.join(", ")}],
    compatibilityDate = ${quote(compatibilityDate)}, compatibilityFlags = [${compatibilityFlags.map(quote).join(", ")}],
    bindings = [${bindings.join(", ")}]${outbound}${storage})`,
  };
}

/** The text of a service that serves a directory over HTTP, read only. */
export function directory(name: string, path: string): ServiceText {
  return { name, text: `disk = (path = ${quote(path)})` };
}

/** The text of a service that is another server on this machine. */
export function external(name: string, port: number): ServiceText {
  return { name, text: `external = (address = "127.0.0.1:${port}", http = ())` };
}

/** The whole configuration. @param objects an existing directory for the objects' databases */
export function workerdConfig(services: readonly ServiceText[], sockets: readonly SocketShape[], objects: string): string {
  const lines = services.map(({ name, text }) => `(name = ${quote(name)}, ${text})`);
  lines.push(`(name = ${quote(OBJECTS)}, disk = (path = ${quote(objects)}, writable = true))`);
  const listens = sockets.map(({ name, service, entrypoint }) => {
    const at = entrypoint === undefined ? "" : `, entrypoint = ${quote(entrypoint)}`;
    return `(name = ${quote(name)}, address = "127.0.0.1:0", http = (), service = (name = ${quote(service)}${at}))`;
  });
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [${lines.join(",\n  ")}],
  sockets = [${listens.join(",\n  ")}]
);
`;
}

function entries(record: Readonly<Record<string, string>> | undefined, value: (text: string) => string): readonly string[] {
  return Object.entries(record ?? {}).map(([name, text]) => `(name = ${quote(name)}, ${value(text)})`);
}

/** Cap'n Proto's strings have the escapes of JSON, for the characters in use here. */
function quote(text: string): string {
  return JSON.stringify(text);
}
