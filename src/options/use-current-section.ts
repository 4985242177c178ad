import { useEffect, useState } from 'preact/hooks';

/** @returns the id of the section being read: the first that crosses the upper part of the window */
export function useCurrentSection(ids: readonly string[]): string | undefined {
  const [current, setCurrent] = useState<string>();
  useEffect(() => {
    const seen = new Set<string>();
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (isIntersecting) seen.add(target.id);
          else seen.delete(target.id);
        }
        setCurrent((before) => ids.find((id) => seen.has(id)) ?? before);
      },
      { rootMargin: '-15% 0px -65%' },
    );
    for (const id of ids) {
      const section = document.getElementById(id);
      if (section) observer.observe(section);
    }
    return () => observer.disconnect();
  }, [ids]);
  return current ?? ids[0];
}
