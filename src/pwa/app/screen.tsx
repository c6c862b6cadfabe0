/** What is fetched when it is first shown: whole screens by address, and parts of a screen. */
import type { ComponentType, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";

interface Module<Props> {
  readonly default: ComponentType<Props>;
}

/** The state everybody forgets: opened for the first time without a network. Its own module is kept ahead by the service worker. */
const notHere = (): Promise<Module<object>> => import("./not-here.tsx");

export interface Screen {
  readonly load: () => Promise<Module<object>>;
  loaded?: ComponentType;
}

export function screen(load: () => Promise<Module<object>>): Screen {
  return { load };
}

/** Shows a screen; the one before stands until it is here. A failed load shows a way out instead of nothing. */
export function Stage(props: { readonly screen: Screen }): JSX.Element | null {
  // Wrapped: the first screen is its own predecessor, and has to be drawn again once it is here.
  const [{ standing }, stand] = useState({ standing: props.screen });
  useEffect(() => {
    let wanted = true;
    const bring = async (): Promise<void> => {
      if (props.screen.loaded === undefined) {
        const module = await props.screen.load().catch(() => undefined);
        if (module === undefined) {
          const instead = screen(notHere);
          instead.loaded = (await notHere()).default;
          if (wanted) stand({ standing: instead });
          return;
        }
        props.screen.loaded = module.default;
      }
      if (wanted) stand({ standing: props.screen });
    };
    void bring();
    return () => {
      wanted = false;
    };
  }, [props.screen]);
  useEffect(() => {
    // The link that led here has gone with its screen, and the focus with it: a reader goes on with the new one.
    const main = document.activeElement === document.body ? document.querySelector("main") : null;
    main?.setAttribute("tabindex", "-1");
    main?.focus({ preventScroll: true });
  }, [standing]);
  const Standing = (props.screen.loaded === undefined ? standing : props.screen).loaded;
  return Standing === undefined ? null : <Standing />;
}

/** A part of a screen, empty until it is here. */
export function part<Props extends object>(load: () => Promise<Module<Props>>): (props: Props) => JSX.Element | null {
  let Loaded: ComponentType<Props> | undefined;
  return function Part(props: Props) {
    const [, arrive] = useState(false);
    useEffect(() => {
      const fetchIt = async (): Promise<void> => {
        Loaded ??= (await load()).default;
        arrive(true);
      };
      void fetchIt();
    }, []);
    return Loaded === undefined ? null : <Loaded {...props} />;
  };
}
