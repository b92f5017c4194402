/** Money as people write it. */
import type { Money } from "./events.ts";

const SYMBOLS: Readonly<Record<string, string>> = {
  CNY: "¥",
  USD: "$",
  EUR: "€",
  GBP: "£",
  HKD: "HK$",
  JPY: "JP¥",
};

/** ¥1,268.00. Works on the decimal string: money never becomes a float. */
export function formatMoney(money: Money): string {
  const match = /^(-?)(\d+)(\.\d+)?$/.exec(money.amount);
  if (match === null) return `${money.amount} ${money.currency}`;
  const [, sign = "", whole = "", fraction = ""] = match;
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ",");
  const symbol = SYMBOLS[money.currency];
  return symbol === undefined
    ? `${sign}${grouped}${fraction} ${money.currency}`
    : `${sign}${symbol}${grouped}${fraction}`;
}
