import { hostEngine } from './host-engine.ts';

/** The document that Chrome keeps the engine in. */
void hostEngine();
