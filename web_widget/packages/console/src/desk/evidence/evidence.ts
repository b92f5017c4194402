import type { Evidence } from "@yingda/protocol";

/** The session's cookie goes along: the server looks at who asks. */
export function evidenceHref({ id }: Evidence): string {
  return `/v1/evidence/${encodeURIComponent(id)}`;
}

export function isPicture({ media_type: type }: Evidence): boolean {
  return type.startsWith("image/");
}

const KIB = 1024;

export function sizeWords(bytes: number): string {
  if (bytes >= KIB * KIB) return `${(bytes / KIB / KIB).toFixed(1)} MB`;
  return `${Math.max(1, Math.round(bytes / KIB))} KB`;
}
