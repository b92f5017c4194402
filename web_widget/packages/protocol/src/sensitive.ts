/**
 * What a visitor should think twice about before it stands in a chat: numbers of bank cards and identity cards,
 * and secrets of gift cards. Forms are not looked at: they ask for what they need.
 */

export type SensitiveKind = "bank_card" | "identity" | "card_secret";

export interface Sensitive {
  readonly kind: SensitiveKind;
  readonly text: string;
}

/** Digits as people group them. Longer than an order number, or checked by its last digit. */
const DIGITS = /(?<![\dA-Za-z])\d(?:[ -]?\d){12,18}(?![\dA-Za-z])/g;
const IDENTITY =
  /(?<![\dA-Za-z])\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])/g;
/** A word that announces a secret, and the secret. */
const SECRET =
  /(?:卡密|密码|激活码|兑换码|card secret|gift code|redeem code|password|\bpin\b)[\s是为:：=is]{0,6}([A-Za-z\d](?:-?[A-Za-z\d]){7,39})/gi;

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** The check character of GB 11643. */
function isIdentity(text: string): boolean {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(text[index]), 0);
  return "10X98765432"[sum % 11] === text[17]?.toUpperCase();
}

/** The check digit of ISO/IEC 7812. */
function isBankCard(text: string): boolean {
  const digits = Array.from(text.replace(/\D/g, ""), Number).reverse();
  const sum = digits.reduce((total, digit, index) => {
    const value = index % 2 === 1 ? digit * 2 : digit;
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0 && new Set(digits).size > 1;
}

export function findSensitive(text: string): readonly Sensitive[] {
  const identities = (text.match(IDENTITY) ?? []).filter(isIdentity);
  const cards = (text.match(DIGITS) ?? []).filter((card) => !identities.includes(card) && isBankCard(card));
  const secrets = Array.from(text.matchAll(SECRET), (match) => match[1] ?? "").filter(
    (secret) => /\d/.test(secret) && !cards.includes(secret) && !identities.includes(secret),
  );
  return [
    ...identities.map((found) => ({ kind: "identity" as const, text: found })),
    ...cards.map((found) => ({ kind: "bank_card" as const, text: found })),
    ...secrets.map((found) => ({ kind: "card_secret" as const, text: found })),
  ];
}

/** All but the last four characters. */
export function masked(text: string, found: readonly Sensitive[]): string {
  return found.reduce(
    (result, { text: secret }) =>
      result.replaceAll(secret, secret.slice(0, -4).replace(/[A-Za-z\d]/g, "*") + secret.slice(-4)),
    text,
  );
}
