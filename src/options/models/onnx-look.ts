import { WireError, WireReader } from './wire-reader.ts';

/** What the engine would have to get from elsewhere, or what is no model at all. */
export type OnnxFault =
  | { is: 'not-onnx' }
  /** Needs operators that the engine does not have; `domain` is theirs. */
  | { is: 'operators'; domain: string }
  /** Parts of it lie in other files. */
  | { is: 'external' };

/** Whose operators come with the engine, by the names that ONNX has for itself. */
const OWN_DOMAINS = ['', 'ai.onnx', 'ai.onnx.ml', 'com.microsoft'];

type Kind =
  | 'model'
  | 'graph'
  | 'node'
  | 'attribute'
  | 'tensor'
  | 'sparse'
  | 'function'
  | 'training';

/**
 * Where messages lie in messages, by field number in ONNX's published schema (onnx/onnx.proto).
 * What is not named here holds no node and no tensor.
 */
const INSIDE: Readonly<Record<Kind, Readonly<Record<number, Kind>>>> = {
  model: { 7: 'graph', 20: 'training', 25: 'function' },
  graph: { 1: 'node', 5: 'tensor', 15: 'sparse' },
  node: { 5: 'attribute' },
  attribute: { 5: 'tensor', 6: 'graph', 10: 'tensor', 11: 'graph', 22: 'sparse', 23: 'sparse' },
  tensor: {},
  sparse: { 1: 'tensor', 2: 'tensor' },
  function: { 7: 'node', 11: 'attribute' },
  training: { 1: 'graph', 2: 'graph' },
};
const GRAPH = 7;
const NODE_DOMAIN = 7;
const TENSOR_EXTERNAL_DATA = 13;
const TENSOR_LOCATION = 14;

/** Graphs in graphs in graphs; protobuf's own limit. */
const DEEPEST = 100;
/** A hundred times what NudeNet 640m has; what has more is made to keep us busy. */
const MOST_FIELDS = 2_000_000;

/** By what onnxruntime knows its own format, which it opens under any name. */
const ORT_MARK = [...'ORTM'].map((letter) => letter.charCodeAt(0));

/**
 * Reads through a model as far as it takes to know that it is one, that it needs no operators but
 * the engine's own, and that all of it is here. Takes any bytes and runs none of them.
 * @returns what is wrong, or null
 */
export function faultInOnnx(bytes: Uint8Array): OnnxFault | null {
  if (ORT_MARK.every((byte, i) => bytes[4 + i] === byte)) return { is: 'not-onnx' };
  try {
    return new Walk().through(bytes);
  } catch (error) {
    if (error instanceof WireError) return { is: 'not-onnx' };
    throw error;
  }
}

class Walk {
  #fields = 0;
  #graph = false;

  through(bytes: Uint8Array): OnnxFault | null {
    const fault = this.#message('model', new WireReader(bytes), 0);
    if (fault) return fault;
    return this.#graph ? null : { is: 'not-onnx' };
  }

  #message(kind: Kind, reader: WireReader, depth: number): OnnxFault | null {
    if (depth > DEEPEST) throw new WireError('too deep');
    while (reader.next()) {
      if (++this.#fields > MOST_FIELDS) throw new WireError('too much');
      const { field } = reader;
      if (kind === 'model' && field === GRAPH) this.#graph = true;
      const fault = (kind === 'node' && nodeFault(reader)) || (kind === 'tensor' && away(reader));
      if (fault) return fault;
      const inner = INSIDE[kind][field];
      const found = inner ? this.#message(inner, reader.message(), depth + 1) : null;
      if (found) return found;
    }
    return null;
  }
}

function nodeFault(reader: WireReader): OnnxFault | null {
  if (reader.field !== NODE_DOMAIN) return null;
  const domain = new TextDecoder().decode(reader.bytes());
  return OWN_DOMAINS.includes(domain) ? null : { is: 'operators', domain };
}

function away({ field, varint }: WireReader): OnnxFault | null {
  const named = field === TENSOR_EXTERNAL_DATA;
  return named || (field === TENSOR_LOCATION && varint !== 0) ? { is: 'external' } : null;
}
