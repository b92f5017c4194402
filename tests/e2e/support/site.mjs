// The host site: what it signs about who is signed in there.
import { createHmac } from "node:crypto";

const SECRET_ENV = "YINGDA_E2E_HOST_SITE";
process.env[SECRET_ENV] = "a secret of the host site, 32 bytes or more";

/** Of the server's configuration. */
export const knowsSite = { identity: { secret_env: SECRET_ENV } };

export function identity(name) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = { external_id: `u-${name}`, name, exp: Math.floor(Date.now() / 1000) + 3600 };
  const head = `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}`;
  return `${head}.${createHmac("sha256", process.env[SECRET_ENV]).update(head).digest("base64url")}`;
}
