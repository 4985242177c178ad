/** No ledger: a page's pictures pass through the engine on their way from the network. */
export const keepLedger = (): void => undefined;
