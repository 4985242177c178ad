/** Where the tests' own server is. */
const OWN_MACHINE = ['127.0.0.1', 'localhost'];

/**
 * @returns whether a file may be loaded from there: nobody on the way can read or swap it. Builds
 *   for development also load from this machine, which is where their tests' servers are.
 */
export function isSecure(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  if (protocol === 'https:') return true;
  // Not set where the project's tools read a card.
  const forTests = typeof __DEV__ === 'boolean' && __DEV__;
  return forTests && protocol === 'http:' && OWN_MACHINE.includes(hostname);
}
