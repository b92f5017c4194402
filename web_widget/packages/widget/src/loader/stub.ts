/** The one global, `yingda("command", …)`. A page may call a stub before this script has come. */

export type Command = (...args: unknown[]) => unknown;

interface Yingda {
  (name: string, ...args: unknown[]): unknown;
  q?: ArrayLike<unknown>[];
}

/** Replaces the stub; returns the calls it has collected: `q` holds one list of arguments a call. */
export function readStub(command: (name: string, ...args: unknown[]) => unknown): Iterable<unknown>[] {
  const host = window as unknown as { yingda?: Yingda };
  const queued = host.yingda?.q ?? [];
  host.yingda = command;
  return [...(queued as Iterable<Iterable<unknown>>)];
}
