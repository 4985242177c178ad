/** @returns the whole of it as an address; where it has no type, of none */
export async function dataUrl(blob: Blob): Promise<string> {
  const reader = new FileReader();
  const read = new Promise<unknown>((resolve, reject) => {
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
  });
  reader.readAsDataURL(blob);
  return String(await read);
}
