/**
 * Stubs of objects. A call that fails because its object was reset or the connection was lost is repeated once with a new stub, except for methods that
 * must not be repeated. Every deployment resets every object. Source: Cloudflare, Durable Objects, "Error handling".
 */

/** The properties that the runtime gives the error of a failed call. */
interface CallFault {
  /** The cause was transient. */
  readonly retryable?: boolean;
  readonly durableObjectReset?: boolean;
  /** The object is overloaded: another call makes it worse. */
  readonly overloaded?: boolean;
}

const faultOf = (bug: unknown): CallFault => (bug instanceof Error ? (bug as CallFault) : {});

/** Whether the cause is overload or a lost object, so that the same request may succeed some seconds later. */
export function isBusy(bug: unknown): boolean {
  return faultOf(bug).overloaded === true || mayRepeat(bug);
}

function mayRepeat(bug: unknown): boolean {
  const { retryable, durableObjectReset, overloaded } = faultOf(bug);
  return overloaded !== true && (retryable === true || durableObjectReset === true);
}

/** The runtime's own properties of a stub, which are not RPC methods. */
const OWN = new Set<PropertyKey>(["id", "name", "then", "dup", "connect"]);

/**
 * The stub of the object of that name. A call may have succeeded before its connection was lost, so that a repeat must be harmless: the caller chooses
 * the ids of new rows, and the second call gets the answer of the first.
 * @param once methods for which this does not hold: they are never repeated
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
