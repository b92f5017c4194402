/**
 * What a visitor should think twice about before it stands in a chat: numbers of bank cards and identity cards,
 * and secrets of gift cards. Forms are not looked at: they ask for what they need.
 */

export type SensitiveKind = "bank_card" | "identity" | "card_secret";

export interface Sensitive {
  readonly kind: SensitiveKind;
  /** Where it stands in the visitor's own text. */
  readonly start: number;
  readonly end: number;
}

/** Digits as people group them. */
const CARD = /(?<![\dA-Za-z])\d(?:[ -]?\d){12,18}(?![\dA-Za-z])/g;
const IDENTITY = /(?<![\dA-Za-z])\d(?:[ -]?\d){16}[ -]?[\dXx](?![\dA-Za-z])/g;
/** A word that announces a secret, a few words that may stand between, and the secret, perhaps in groups of four. */
const SECRET =
  /(?:卡密|密码|激活码|兑换码|card secret|gift code|redeem code|password|\bpin\b)((?:\s|is\b|was\b|[:=,.!?'"。、“”「」-]|\p{Script=Han}){0,10}?)((?:[A-Za-z\d]{4}(?:[ -][A-Za-z\d]{4}){1,9}|[A-Za-z\d](?:-?[A-Za-z\d]){7,39})(?![A-Za-z\d]))/giu;
/** Words that announce something else. */
const OTHER_NUMBER = /订单|工单|单号|手机|电话|流水/;
/** Numbers of the shop's orders and work orders, which begin with their day, and of telephones. */
const KNOWN_NUMBER = /^(?:20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d*|GD\d{8}.*|1[3-9]\d{9})$/i;
/** Visa, Mastercard, American Express, UnionPay, JCB, Diners Club and Discover, each of its length. */
const ISSUED =
  /^(?:4\d{15}|4\d{18}|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|62\d{14,17}|35\d{14}|3[068]\d{12}|6(?:011|4[4-9]|5)\d+)$/;
const BIRTHDAY = /^\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])/;

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** The check character of GB 11643. */
function isIdentity(text: string): boolean {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(text[index]), 0);
  return BIRTHDAY.test(text) && "10X98765432"[sum % 11] === text[17]?.toUpperCase();
}

/** The check digit of ISO/IEC 7812; one number in ten has it by chance, so it is not asked alone. */
function isBankCard(number: string): boolean {
  const digits = Array.from(number, Number).reverse();
  const sum = digits.reduce((total, digit, index) => {
    const value = index % 2 === 1 ? digit * 2 : digit;
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return ISSUED.test(number) && sum % 10 === 0;
}

function isSecret(between: string, secret: string): boolean {
  return /\d/.test(secret) && !OTHER_NUMBER.test(between) && !KNOWN_NUMBER.test(secret);
}

/** As a Latin keyboard would have written it, and of each character where it came from. */
function normalised(text: string): { readonly plain: string; readonly origin: readonly number[] } {
  const origin: number[] = [];
  let plain = "";
  let at = 0;
  for (const character of text) {
    const piece = character.normalize("NFKC");
    origin.push(...Array.from({ length: piece.length }, () => at));
    plain += piece;
    at += character.length;
  }
  origin.push(at);
  return { plain, origin };
}

export function findSensitive(text: string): readonly Sensitive[] {
  const { plain, origin } = normalised(text);
  const found: Sensitive[] = [];
  const add = (kind: SensitiveKind, from: number, length: number): void => {
    const [start, end] = [origin[from] ?? 0, origin[from + length] ?? text.length];
    if (!found.some((one) => start < one.end && one.start < end)) found.push({ kind, start, end });
  };
  for (const { 0: match, index } of plain.matchAll(IDENTITY)) {
    if (isIdentity(match.replace(/[ -]/g, ""))) add("identity", index, match.length);
  }
  for (const { 0: match, index } of plain.matchAll(CARD)) {
    if (isBankCard(match.replace(/\D/g, ""))) add("bank_card", index, match.length);
  }
  for (const { 0: match, 1: between = "", 2: secret = "", index } of plain.matchAll(SECRET)) {
    if (isSecret(between, secret)) add("card_secret", index + match.length - secret.length, secret.length);
  }
  return found;
}

/** All but the last four characters. */
export function masked(text: string, found: readonly Sensitive[]): string {
  const byPlace = [...found].sort((a, b) => b.start - a.start);
  return byPlace.reduce((result, { start, end }) => {
    const covered = result.slice(start, end - 4).replace(/[\p{L}\p{N}]/gu, "*");
    return result.slice(0, start) + covered + result.slice(end - 4);
  }, text);
}
