import type { Picture } from './worker-protocol.ts';

export const moves = (picture: Picture): boolean => picture.as === 'bytes' && picture.moves;

/** What moves takes as long as many still ones, which are not to wait for it: it goes alone. */
export function apart<Job extends { content: Picture }>(jobs: readonly Job[]): Job[][] {
  const still = jobs.filter(({ content }) => !moves(content));
  const moving = jobs.filter(({ content }) => moves(content));
  return [still, ...moving.map((job) => [job])].filter(({ length }) => length > 0);
}
