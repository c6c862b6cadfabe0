/** Loads screens by address, and parts of a screen, at their first use. */
import type { ComponentType, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { IN_PLACE, type Screen } from "./screens.ts";

interface Module<Props> {
  readonly default: ComponentType<Props>;
}

const components = new Map<Screen["load"], ComponentType>();

/** The component of a screen; its file is loaded at the first use. The screen of not-here.tsx if the file cannot be loaded. */
async function bring({ load }: Screen): Promise<ComponentType> {
  const component = components.get(load) ?? (await load().catch(() => undefined))?.default;
  if (component === undefined) return (await IN_PLACE.notHere.load()).default;
  components.set(load, component);
  return component;
}

/** Shows a screen. The previous screen stays until the file of the new one has arrived. */
export function Stage(props: { readonly screen: Screen }): JSX.Element | null {
  const { screen } = props;
  // The component is wrapped in an object, because the state's setter would call a function.
  const [previous, stand] = useState<{ readonly Component: ComponentType } | null>(null);
  useEffect(() => {
    let wanted = true;
    void bring(screen).then((Component) => wanted && stand({ Component }));
    return () => {
      wanted = false;
    };
  }, [screen]);
  useEffect(() => {
    // The link that had the focus is gone. The focus moves to the new screen, so that a screen reader continues there.
    const main = document.activeElement === document.body ? document.querySelector("main") : null;
    main?.setAttribute("tabindex", "-1");
    main?.focus({ preventScroll: true });
  }, [previous]);
  const Standing = components.get(screen.load) ?? previous?.Component;
  return Standing === undefined ? null : <Standing />;
}

/** A part of a screen whose file loads at its first use. `placeholder` is rendered until then. */
export function part<Props extends object>(
  load: () => Promise<Module<Props>>,
  placeholder: () => JSX.Element | null = () => null,
): (props: Props) => JSX.Element | null {
  let Component: ComponentType<Props> | undefined;
  return function Part(props: Props) {
    const [, arrive] = useState(false);
    useEffect(() => {
      const fetchIt = async (): Promise<void> => {
        Component ??= (await load()).default;
        arrive(true);
      };
      void fetchIt();
    }, []);
    return Component === undefined ? placeholder() : <Component {...props} />;
  };
}
