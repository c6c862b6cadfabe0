/**
 * Stubs of objects: a call that fails because its object was reset, or because the connection to it was lost, is sent once more to a new stub. Every
 * deployment resets every object. Source: Cloudflare, Durable Objects, "Error handling".
 */

/** What the runtime says of a call that failed. */
interface CallFault {
  /** The cause was transient. */
  readonly retryable?: boolean;
  readonly durableObjectReset?: boolean;
  /** The object has more to do than it can: another call makes it worse. */
  readonly overloaded?: boolean;
}

const faultOf = (bug: unknown): CallFault => (bug instanceof Error ? (bug as CallFault) : {});

/** Whether the fault lies with the object's surroundings, so that the same request may succeed in some seconds. */
export function isBusy(bug: unknown): boolean {
  return faultOf(bug).overloaded === true || mayRepeat(bug);
}

function mayRepeat(bug: unknown): boolean {
  const { retryable, durableObjectReset, overloaded } = faultOf(bug);
  return overloaded !== true && (retryable === true || durableObjectReset === true);
}

/** Not calls: the runtime's own properties of a stub. */
const OWN = new Set<PropertyKey>(["id", "name", "then", "dup", "connect"]);

/**
 * The stub of the object of that name. A call may have been done before its connection was lost, so a repeat has to be harmless: ids are made by the
 * sender, and the second call answers as the first.
 * @param once methods for which that is not so: they are never repeated
 */
export function stubOf<T extends Rpc.DurableObjectBranded>(
  namespace: DurableObjectNamespace<T>,
  name: string,
  once: readonly (keyof T)[] = [],
): DurableObjectStub<T> {
  let stub = namespace.getByName(name);
  const call = (method: PropertyKey, args: readonly unknown[]): Promise<unknown> =>
    Promise.resolve(Reflect.apply(Reflect.get(stub, method) as () => unknown, stub, args));
  return new Proxy(stub, {
    get(_, property) {
      if (typeof property === "symbol" || OWN.has(property)) return Reflect.get(stub, property);
      return async (...args: readonly unknown[]) => {
        const used = stub;
        try {
          return await call(property, args);
        } catch (bug) {
          if (!mayRepeat(bug)) throw bug;
          // A stub whose call failed stays broken.
          if (stub === used) stub = namespace.getByName(name);
          if ((once as readonly PropertyKey[]).includes(property)) throw bug;
          return call(property, args);
        }
      };
    },
  });
}
