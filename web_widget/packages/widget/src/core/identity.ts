/**
 * Who is signed in on the host page, as far as its token says. Nothing is proved here, that is the server's part:
 * it only keeps what belongs to different people apart on one device.
 */

export const ANONYMOUS = "anonymous";

/** A short name of the person, of which nobody can read the host's id of them. */
export function personOf(token: string | undefined): string {
  const id = claimsOf(token).external_id ?? claimsOf(token).sub;
  return typeof id === "string" && id !== "" ? digest(id) : ANONYMOUS;
}

interface Claims {
  readonly external_id?: unknown;
  readonly sub?: unknown;
}

/** Nothing of a token that cannot be read: the server hears such a visitor as nobody known, too. */
function claimsOf(token: string | undefined): Claims {
  try {
    const payload = token?.split(".")[1]?.replaceAll("-", "+").replaceAll("_", "/") ?? "";
    const bytes = Uint8Array.from(atob(payload), (byte) => byte.charCodeAt(0));
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof claims === "object" && claims !== null ? claims : {};
  } catch {
    return {};
  }
}

/** FNV-1a of 64 bits: `crypto.subtle` is neither synchronous nor there on plain-http pages. */
function digest(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash.toString(36);
}
