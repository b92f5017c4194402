/** What the visitor's own token opens. */
import type { UploadTarget } from "../files/upload.ts";

export const ask = (target: UploadTarget, path: string, method: string): Promise<Response> =>
  fetch(new URL(path, target.server), {
    method,
    credentials: "omit",
    headers: { Authorization: `Bearer ${target.token}` },
  });
