/** What a keyframe says beside properties. */
const OF_FRAMES = new Set(['offset', 'computedOffset', 'easing', 'composite']);

/** What all frames of an animation say together, by the names that rules have for it. */
export function declaredBy(effect: AnimationEffect | null): [name: string, value: string][] {
  if (!(effect instanceof KeyframeEffect)) return [];
  return effect
    .getKeyframes()
    .flatMap((frame) => Object.entries(frame))
    .filter(([name]) => !OF_FRAMES.has(name))
    .map(([name, value]) => [propertyOf(name), String(value)]);
}

const propertyOf = (name: string): string =>
  name.startsWith('--') ? name : name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
