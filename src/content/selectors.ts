/** @returns the selectors of a list, split at the commas that lie in no bracket and no string */
export function selectorsOf(list: string): string[] {
  const selectors: string[] = [];
  let [depth, from, quote] = [0, 0, ''];
  for (let i = 0; i < list.length; i++) {
    const char = list.charAt(i);
    if (char === '\\') i++;
    else if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (char === '(' || char === '[') depth++;
    else if (char === ')' || char === ']') depth--;
    else if (char === ',' && depth === 0) {
      selectors.push(list.slice(from, i).trim());
      from = i + 1;
    }
  }
  return [...selectors, list.slice(from).trim()];
}
