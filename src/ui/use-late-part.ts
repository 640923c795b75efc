import { type ComponentType, useState } from 'react';

/** A part of a page that is loaded when it is first opened, and drawn anew each time: `place` is its key. */
export interface LatePart<Props> {
  /** Null until it has been asked for and is there. */
  Part: ComponentType<Props> | null;
  place: number;
  open(): void;
}

/** Keeps what few people open out of the script that everybody waits for. `load` gives the component. */
export function useLatePart<Props>(load: () => Promise<ComponentType<Props>>): LatePart<Props> {
  const [Part, setPart] = useState<ComponentType<Props> | null>(null);
  const [place, setPlace] = useState(0);
  const open = () => {
    setPlace(place + 1);
    if (!Part) load().then((loaded) => setPart(() => loaded));
  };
  return { Part, place, open };
}
