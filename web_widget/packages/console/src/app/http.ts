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

/** Why a change was refused: the reason is the server's, for people. */
export class Refused extends HttpError {
  readonly detail: string;

  constructor(status: number, detail: string) {
    super(status);
    this.detail = detail;
  }
}

export async function postJson<T>(
  path: string,
  body: unknown,
  csrf: string,
  method: "POST" | "PUT" = "POST",
): Promise<T> {
  const response = await fetch(path, {
    method,
    credentials: "same-origin",
    cache: "no-store",
    headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf },
    body: JSON.stringify(body),
  });
  const answer = (await response.json().catch(() => null)) as unknown;
  if (response.ok) return answer as T;
  const detail = (answer as { readonly detail?: unknown } | null)?.detail;
  throw new Refused(response.status, typeof detail === "string" ? detail : `HTTP ${response.status}`);
}

/** A refusal stays one; anything else may pass. */
export function worthRetrying(failures: number, error: unknown): boolean {
  if (error instanceof HttpError && error.status < 500 && error.status !== 429) return false;
  return failures < 2;
}
