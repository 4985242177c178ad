/**
 * Whether an answer of this type holds several things: an element shows the pictures in it
 * (`multipart/x-mixed-replace`) one after another, and nothing of what stands before them.
 * @param type of the answer, as its `Content-Type` has it
 */
export const isMultipart = (type: string | null): boolean => /^\s*multipart\//i.test(type ?? '');
