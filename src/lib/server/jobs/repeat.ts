/** Work that is done again and again while the process serves; `stop` waits for the turn that is running. */
export type Repeated = { start: (everyMilliseconds: number) => void; stop: () => Promise<void> };

export function repeat(work: () => Promise<unknown>, report: (error: unknown) => void): Repeated {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> = Promise.resolve();
  return {
    start: (everyMilliseconds) => {
      const turn = () => {
        running = work()
          .catch(report)
          .then(() => (timer = setTimeout(turn, everyMilliseconds).unref()));
      };
      turn();
    },
    stop: async () => {
      clearTimeout(timer);
      await running;
      clearTimeout(timer);
    },
  };
}
