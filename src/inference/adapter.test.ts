import { describe, expect, it } from 'vitest';
import { hardwareAdapter } from './adapter.ts';

const card = (info: Partial<GPUAdapterInfo>) =>
  ({
    info: { isFallbackAdapter: false, architecture: '', description: '', ...info },
  }) as unknown as GPUAdapter;

/** Answers in turn, the last answer for good. */
function gpu(...answers: (GPUAdapter | null)[]) {
  const asked = { times: 0, pauses: 0 };
  return {
    asked,
    requestAdapter: () =>
      Promise.resolve(answers[Math.min(asked.times++, answers.length - 1)] ?? null),
    pause: () => {
      asked.pauses++;
      return Promise.resolve();
    },
  };
}

describe('the WebGPU adapter', () => {
  it('is taken at once where there is one', async () => {
    const hopper = card({ architecture: 'hopper' });
    const one = gpu(hopper);
    expect(await hardwareAdapter(one, one.pause)).toBe(hopper);
    expect(one.asked).toEqual({ times: 1, pauses: 0 });
  });

  it('is asked for again where a browser that has just started has none yet', async () => {
    const hopper = card({ architecture: 'hopper' });
    const one = gpu(null, null, hopper);
    expect(await hardwareAdapter(one, one.pause)).toBe(hopper);
    expect(one.asked).toEqual({ times: 3, pauses: 2 });
  });

  it('is given up after three more tries', async () => {
    const one = gpu(null);
    await expect(hardwareAdapter(one, one.pause)).rejects.toThrow('no WebGPU adapter');
    expect(one.asked).toEqual({ times: 4, pauses: 3 });
  });

  it('is not waited for where the browser has no WebGPU', async () => {
    await expect(hardwareAdapter(undefined, () => expect.unreachable('waited'))).rejects.toThrow(
      'no WebGPU adapter',
    );
  });

  it.each([
    { isFallbackAdapter: true },
    { architecture: 'swiftshader' },
    { description: 'llvmpipe (LLVM 15)' },
  ])('is refused where it is software: %o', async (info) => {
    const one = gpu(card(info));
    await expect(hardwareAdapter(one, one.pause)).rejects.toThrow('only a software');
  });
});
