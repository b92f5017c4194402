/** Asking the gateway over HTTP. The cookie goes along; what comes back is JSON or a reason. */

export class HttpError extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`HTTP ${status}`);
    this.name = "HttpError";
    this.status = status;
  }
}

/** What stands in an address: empty values are left out. */
export function withQuery(path: string, values: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== "") query.set(name, value);
  }
  const text = query.toString();
  return text === "" ? path : `${path}?${text}`;
}

export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await fetch(path, {
    credentials: "same-origin",
    cache: "no-store",
    ...(signal !== undefined && { signal }),
  });
  if (!response.ok) throw new HttpError(response.status);
  return (await response.json()) as T;
}

/** A refusal stays one; anything else may pass. */
export function worthRetrying(failures: number, error: unknown): boolean {
  if (error instanceof HttpError && error.status < 500 && error.status !== 429) return false;
  return failures < 2;
}
