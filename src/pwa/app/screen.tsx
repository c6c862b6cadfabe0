/** What is fetched when it is first shown: whole screens by address, and parts of a screen. */
import type { ComponentType, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { IN_PLACE, type Screen } from "./screens.ts";

interface Module<Props> {
  readonly default: ComponentType<Props>;
}

const loaded = new Map<Screen["load"], ComponentType>();

/** Loads a screen's file, once. The state everybody forgets, opened for the first time without a network, has a screen of its own in its place. */
async function bring({ load }: Screen): Promise<ComponentType> {
  const component = loaded.get(load) ?? (await load().catch(() => undefined))?.default;
  if (component === undefined) return (await IN_PLACE.notHere.load()).default;
  loaded.set(load, component);
  return component;
}

/** Shows a screen; the previous one stands until it is here. A failed load shows a way out instead of nothing. */
export function Stage(props: { readonly screen: Screen }): JSX.Element | null {
  const { screen } = props;
  // Wrapped: a component is a function, which the setter would call.
  const [previous, stand] = useState<{ readonly Component: ComponentType } | null>(null);
  useEffect(() => {
    let wanted = true;
    void bring(screen).then((Component) => wanted && stand({ Component }));
    return () => {
      wanted = false;
    };
  }, [screen]);
  useEffect(() => {
    // The link that led here has gone with its screen, and the focus with it: a reader goes on with the new one.
    const main = document.activeElement === document.body ? document.querySelector("main") : null;
    main?.setAttribute("tabindex", "-1");
    main?.focus({ preventScroll: true });
  }, [previous]);
  const Standing = loaded.get(screen.load) ?? previous?.Component;
  return Standing === undefined ? null : <Standing />;
}

/** A part of a screen; `opening` stands until it is here. */
export function part<Props extends object>(
  load: () => Promise<Module<Props>>,
  opening: () => JSX.Element | null = () => null,
): (props: Props) => JSX.Element | null {
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
    return Loaded === undefined ? opening() : <Loaded {...props} />;
  };
}
