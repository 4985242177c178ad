import type { Stock } from './pictures.ts';
import type { Form, Forms, Kind } from './row.ts';
import type { Stage } from './stage.ts';

/** Makes the wanted forms of an explicit and an ordinary picture. */
export async function makeForms(
  wanted: ReadonlySet<Form>,
  _stock: Stock,
  _seed: number,
  _browser: Stage,
): Promise<Record<Kind, Forms>> {
  const of =
    (_kind: Kind): Forms =>
    (form) => {
      throw new Error(`${form} is not among ${[...wanted]}`);
    };
  return { explicit: of('explicit'), ordinary: of('ordinary') };
}
