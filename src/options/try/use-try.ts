import { useEffect, useRef, useState } from 'preact/hooks';
import type { Tried, TryFault } from '../../shared/messages.ts';
import { pack } from '../../shared/wire.ts';
import { askEngine } from '../../ui/engine.ts';

export type Judged = Extract<Tried, { is: 'judged' }>;

export interface Seen {
  name: string;
  url: string;
  image: HTMLImageElement;
  judged: Judged;
}

/** Told apart from too many pixels: the person sees the one in any list of files. */
export type Refusal = TryFault | 'too-heavy';

export type Trial =
  | { is: 'none' }
  | { is: 'looking'; name: string }
  | { is: 'refused'; name: string; size: number; why: Refusal }
  | { is: 'seen'; seen: Seen };

/** Bytes travel to the engine as base64, and the browser takes 64 MB a message. */
export const MOST_TRIED_BYTES = 32_000_000;

/** One picture at a time; nothing of it outlives the page, or the next one. */
export function useTry() {
  const [trial, setTrial] = useState<Trial>({ is: 'none' });
  const turn = useRef(0);
  const url = trial.is === 'seen' ? trial.seen.url : null;
  useEffect(() => () => void (url && URL.revokeObjectURL(url)), [url]);

  const start = async (file: File) => {
    const mine = ++turn.current;
    setTrial({ is: 'looking', name: file.name });
    const outcome = await look(file);
    if (mine === turn.current) setTrial(outcome);
    else if (outcome.is === 'seen') URL.revokeObjectURL(outcome.seen.url);
  };
  const clear = () => {
    turn.current++;
    setTrial({ is: 'none' });
  };
  return { trial, start, clear };
}

async function look(file: File): Promise<Trial> {
  const { name, size } = file;
  const refused = (why: Refusal): Trial => ({ is: 'refused', name, size, why });
  if (size > MOST_TRIED_BYTES) return refused('too-heavy');
  let tried: Tried;
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    tried = await askEngine('engine.try', { picture: pack(bytes, false) });
  } catch (error) {
    console.warn('figleaf: engine.try', error);
    return refused('engine');
  }
  if (tried.is === 'refused') return refused(tried.why);
  const url = URL.createObjectURL(file);
  const image = new Image();
  image.src = url;
  try {
    await image.decode();
  } catch {
    // The engine could make it out and this page cannot; there is nothing to lay a cover over.
    URL.revokeObjectURL(url);
    return refused('damaged');
  }
  return { is: 'seen', seen: { name, url, image, judged: tried } };
}
