/** What is fetched when it is first shown: whole screens for the router, and parts of a screen. */
import type { ComponentType, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import lazy from "preact-iso/lazy";

interface Module<Props> {
  readonly default: ComponentType<Props>;
}

/** The state everybody forgets: opened for the first time without a network. Its own module is kept ahead by the service worker. */
const notHere = (): Promise<Module<object>> => import("./not-here.tsx");

/** A route's screen; the one before stands until it is here. A failed load shows a way out instead of nothing. */
export function screen(load: () => Promise<Module<object>>): ComponentType {
  return lazy<ComponentType>(() => load().catch(notHere));
}

/** A part of a screen, empty until it is here. */
export function part<Props extends object>(load: () => Promise<Module<Props>>): (props: Props) => JSX.Element | null {
  let Loaded: ComponentType<Props> | undefined;
  return function Part(props: Props) {
    const [, arrive] = useState(false);
    useEffect(() => {
      const fetchIt = async (): Promise<void> => {
        if (Loaded === undefined) Loaded = (await load()).default;
        arrive(true);
      };
      void fetchIt();
    }, []);
    return Loaded === undefined ? null : <Loaded {...props} />;
  };
}
