/** When to try again after a lost connection. */

export interface BackoffOptions {
  readonly baseMs: number;
  readonly capMs: number;
}

export const DEFAULT_BACKOFF: BackoffOptions = { baseMs: 1000, capMs: 30_000 };

/**
 * Full jitter: uniform between nothing and the exponential bound, so that clients cut off together do not
 * come back together. A server's `retry_after_ms` is a floor, with the jitter on top of it.
 * `attempt` counts failures since the last success, from 0; `random` is in [0, 1).
 */
export function backoffDelay(
  attempt: number,
  random: number,
  retryAfterMs = 0,
  options: BackoffOptions = DEFAULT_BACKOFF,
): number {
  const bound = Math.min(options.capMs, options.baseMs * 2 ** Math.min(attempt, 30));
  return Math.round(Math.max(0, retryAfterMs) + random * bound);
}

/** A heartbeat's period, spread by ±20 % so that a restarted server is not pinged in step. */
export function heartbeatDelay(random: number, periodMs = 25_000): number {
  return Math.round(periodMs * (0.8 + 0.4 * random));
}
