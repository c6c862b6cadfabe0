/** Loads screens by address, and parts of a screen, at their first use. What cannot be loaded or drawn is tried once more, then said. */
import type { ComponentType, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Boundary, isLoadFailure, loadTwice, Trouble } from "./failure.tsx";
import { IN_PLACE, type Screen } from "./screens.ts";

interface Module<Props> {
  readonly default: ComponentType<Props>;
}

const components = new Map<Screen["load"], ComponentType>();

/** Loads the file of a screen once. If it cannot be loaded, the screen of not-here.tsx takes its place, or words that are here already. */
async function bring({ load }: Screen, again: () => void): Promise<ComponentType> {
  try {
    const component = components.get(load) ?? (await loadTwice(load)).default;
    components.set(load, component);
    return component;
  } catch (error) {
    const InPlace = (): JSX.Element => (
      <main class="screen">
        <Trouble error={error} onRetry={again} />
      </main>
    );
    return isLoadFailure(error)
      ? IN_PLACE.notHere.load().then(
          ({ default: NotHere }) => NotHere,
          () => InPlace,
        )
      : InPlace;
  }
}

/** Shows a screen. The previous screen stays until the file of the new one has arrived. */
export function Stage(props: { readonly screen: Screen }): JSX.Element | null {
  const { screen } = props;
  // The component is wrapped in an object, because the state's setter would call a function.
  const [previous, stand] = useState<{ readonly Component: ComponentType; readonly path: string } | null>(null);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let wanted = true;
    void bring(screen, () => setRound((count) => count + 1)).then(
      (Component) => wanted && stand({ Component, path: screen.path }),
    );
    return () => {
      wanted = false;
    };
  }, [screen, round]);
  useEffect(() => {
    // The link that had the focus is gone. The focus moves to the new screen, so that a screen reader continues there.
    const main = document.activeElement === document.body ? document.querySelector("main") : null;
    main?.setAttribute("tabindex", "-1");
    main?.focus({ preventScroll: true });
  }, [previous]);
  const own = components.get(screen.load);
  const Standing = own ?? previous?.Component;
  if (Standing === undefined) return null;
  return (
    <Boundary key={own === undefined ? previous?.path : screen.path}>
      <Standing />
    </Boundary>
  );
}

/** A part that could not be loaded is tried again by itself: it may be what says that a login is needed. */
const AGAIN_MS = 10_000;

type Part<Props> = (props: Props) => JSX.Element | null;

/** A part of a screen whose file loads at its first use. `placeholder` is rendered until then. */
export function part<Props extends object>(
  load: () => Promise<Module<Props>>,
  placeholder: Part<object> = () => null,
): Part<Props> {
  let Component: ComponentType<Props> | undefined;
  return function Part(props: Props) {
    const [state, arrive] = useState<{ readonly error: unknown } | "here" | null>(null);
    const fetchIt = async (): Promise<void> => {
      try {
        Component ??= (await loadTwice(load)).default;
        arrive("here");
      } catch (error) {
        // Where nothing else is on the page, static/too-old.js has the words.
        if (document.getElementById("app")?.firstChild === null) throw error;
        arrive({ error });
      }
    };
    useEffect(() => void fetchIt(), []);
    useEffect(() => {
      if (state === null || state === "here") return undefined;
      const timer = setTimeout(fetchIt, AGAIN_MS);
      return () => clearTimeout(timer);
    }, [state]);
    if (Component !== undefined)
      return (
        <Boundary>
          <Component {...props} />
        </Boundary>
      );
    if (state === null || state === "here") return placeholder({});
    return (
      <Trouble
        error={state.error}
        onRetry={() => {
          arrive(null);
          void fetchIt();
        }}
      />
    );
  };
}
