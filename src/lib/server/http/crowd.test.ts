import { expect, test } from 'vitest';
import { Crowd } from './crowd.ts';

test('who comes when it is full is refused at once, and let in when somebody has left', async () => {
  const crowd = new Crowd(1);
  const { promise, resolve } = Promise.withResolvers<string>();
  const first = crowd.admit(
    () => promise,
    () => 'full',
  );
  const ask = () =>
    crowd.admit(
      () => Promise.resolve('answered'),
      () => 'full',
    );
  expect(await ask()).toBe('full');
  resolve('first');
  expect(await first).toBe('first');
  expect(await ask()).toBe('answered');
});

test('a failure leaves its place', async () => {
  const crowd = new Crowd(1);
  const failing = crowd.admit(
    () => Promise.reject(new Error('no')),
    () => 'full',
  );
  await expect(failing).rejects.toThrow('no');
  expect(
    await crowd.admit(
      () => Promise.resolve('answered'),
      () => 'full',
    ),
  ).toBe('answered');
});
