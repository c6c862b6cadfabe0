/**
 * Signals: values that the components which read them follow. The four functions of @preact/signals that this app uses, in an eighth
 * of its size: a phone's first load may take 25 KB of script (quality.md). No batching, no caching of what is computed.
 */
import { options } from "preact";
import type { Component, VNode } from "preact";

export interface ReadonlySignal<T> {
  readonly value: T;
  /** The value without following it. */
  peek(): T;
}

export interface Signal<T> extends ReadonlySignal<T> {
  value: T;
}

interface Follower {
  readonly followed: Set<Set<Follower>>;
  wake(): void;
}

let reading: Follower | undefined;

export function signal<T>(first: T): Signal<T> {
  let now = first;
  const followers = new Set<Follower>();
  return {
    get value() {
      if (reading !== undefined) {
        followers.add(reading);
        reading.followed.add(followers);
      }
      return now;
    },
    set value(next) {
      if (Object.is(next, now)) return;
      now = next;
      // A copy: who wakes follows again, and would be met again.
      for (const follower of Array.from(followers)) follower.wake();
    },
    peek: () => now,
  };
}

function unread<T>(act: () => T): T {
  const before = reading;
  reading = undefined;
  try {
    return act();
  } finally {
    reading = before;
  }
}

/** A value made from others, made again at each reading. */
export function computed<T>(make: () => T): ReadonlySignal<T> {
  return {
    get value() {
      return make();
    },
    peek: () => unread(make),
  };
}

function letGo(follower: Follower): void {
  for (const followers of follower.followed) followers.delete(follower);
  follower.followed.clear();
}

/** Acts now, and again whenever something that it read has changed. */
export function effect(act: () => void): void {
  const follower: Follower = {
    followed: new Set(),
    wake() {
      letGo(follower);
      const before = reading;
      reading = follower;
      act();
      reading = before;
    },
  };
  follower.wake();
}

const components = new WeakMap<Component, Follower>();

function followerOf(component: Component): Follower {
  const follower = components.get(component) ?? { followed: new Set(), wake: () => component.setState({}) };
  components.set(component, follower);
  return follower;
}

/** Preact's hooks for its tools, under their names in its release: before a component renders, after its tree was compared, when it goes. */
const RENDER = "__r";
const COMPONENT = "__c";
type Rendered = VNode & { readonly [COMPONENT]?: Component | null };
interface Hooks {
  [RENDER]?: (vnode: Rendered) => void;
  diffed?: (vnode: Rendered) => void;
  unmount?: (vnode: Rendered) => void;
}

const hooks: Hooks = options;
const { [RENDER]: render, diffed, unmount } = hooks;

hooks[RENDER] = (vnode) => {
  const component = vnode[COMPONENT];
  reading = component ? followerOf(component) : undefined;
  if (reading !== undefined) letGo(reading);
  render?.(vnode);
};
hooks.diffed = (vnode) => {
  reading = undefined;
  diffed?.(vnode);
};
hooks.unmount = (vnode) => {
  const component = vnode[COMPONENT];
  if (component) letGo(followerOf(component));
  unmount?.(vnode);
};
