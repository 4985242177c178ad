/**
 * For what is read, changed and stored again: two at once would lose one of the changes.
 * @returns what begins a change when all that were given before have ended, well or not
 */
export function oneByOne(): <T>(change: () => Promise<T>) => Promise<T> {
  let turn: Promise<unknown> = Promise.resolve();
  return (change) => {
    const changed = turn.then(change);
    turn = changed.catch(() => undefined);
    return changed;
  };
}
