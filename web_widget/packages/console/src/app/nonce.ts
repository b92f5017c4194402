/** The nonce of this response: style elements made at run time carry it, or the policy refuses them. */
export function styleNonce(): string | undefined {
  const meta = document.querySelector<HTMLElement>('meta[property="csp-nonce"]');
  const nonce = meta?.nonce;
  return nonce === undefined || nonce === "" ? undefined : nonce;
}
