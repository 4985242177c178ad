import * as v from 'valibot';

const pair = v.tuple([v.number(), v.number()]);
const square = v.pipe(
  pair,
  v.check(([a, b]) => a === b, 'not square'),
);
const channelsLast = v.optional(v.literal('channels_last'), 'channels_last');
const convolution = {
  kernel_size: pair,
  strides: v.pipe(
    pair,
    v.check(([a, b]) => a === b, 'strides differ'),
  ),
  padding: v.picklist(['same', 'valid']),
  dilation_rate: v.tuple([v.literal(1), v.literal(1)]),
  use_bias: v.literal(false),
  activation: v.literal('linear'),
  data_format: channelsLast,
};
/** The layers understood, and of each only the settings that the conversion honours. */
const configs = {
  InputLayer: v.object({ batch_input_shape: v.array(v.nullable(v.number())) }),
  ZeroPadding2D: v.object({ padding: v.tuple([pair, pair]), data_format: channelsLast }),
  Conv2D: v.object(convolution),
  DepthwiseConv2D: v.object({ ...convolution, depth_multiplier: v.literal(1) }),
  BatchNormalization: v.object({
    epsilon: v.number(),
    scale: v.boolean(),
    center: v.literal(true),
  }),
  ReLU: v.object({
    max_value: v.literal(6),
    negative_slope: v.literal(0),
    threshold: v.literal(0),
  }),
  Activation: v.object({ activation: v.literal('relu') }),
  Add: v.object({}),
  Concatenate: v.object({ axis: v.picklist([3, -1]) }),
  MaxPooling2D: v.object({
    pool_size: square,
    strides: square,
    padding: v.literal('valid'),
    data_format: channelsLast,
  }),
  /** `valid` over the whole map, as its strides then do not matter, or `same` at every place. */
  AveragePooling2D: v.union([
    v.object({ pool_size: square, padding: v.literal('valid'), data_format: channelsLast }),
    v.object({
      pool_size: square,
      strides: v.tuple([v.literal(1), v.literal(1)]),
      padding: v.literal('same'),
      data_format: channelsLast,
    }),
  ]),
  Flatten: v.object({}),
  Dropout: v.object({}),
  Dense: v.object({
    use_bias: v.literal(true),
    activation: v.picklist(['relu', 'softmax']),
  }),
};
export type Kind = keyof typeof configs;

export const topologySchema = v.object({
  model_config: v.object({
    config: v.object({
      layers: v.array(
        v.object({
          class_name: v.string(),
          name: v.string(),
          config: v.record(v.string(), v.unknown()),
          // [[[layer, node, tensor, arguments], …]]: one use of the layer, its inputs in order
          inbound_nodes: v.array(v.array(v.looseTuple([v.string()]))),
        }),
      ),
    }),
  }),
});

export const isKind = (name: string): name is Kind => Object.hasOwn(configs, name);

/** @throws Error that names the layer and the setting that is not understood */
export function settings<K extends Kind>(
  name: string,
  kind: K,
  config: Record<string, unknown>,
): v.InferOutput<(typeof configs)[K]> {
  const result = v.safeParse(configs[kind], config);
  if (!result.success) {
    const faults = result.issues.map((i) => `${v.getDotPath(i) ?? kind}: ${i.message}`);
    throw new Error(`layer ${name} (${kind}): ${faults.join('; ')}`);
  }
  return result.output;
}
