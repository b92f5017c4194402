/** Why the server refused something, in the agent's language: by its code and by what was refused. */
import { isErrorCode } from "@yingda/protocol";
import type { TFunction } from "i18next";
import type { DurableFrame } from "./model/state.ts";

/** `colleague`: who has the conversation, when the desk knows. */
export function refusalWords(
  t: TFunction,
  code: string,
  refused?: "claim" | DurableFrame["type"],
  colleague?: string,
): string {
  if (!isErrorCode(code)) return t("refusal.unknown");
  if (code !== "conflict" || refused === undefined) return t(`refusal.code.${code}`);
  if (colleague !== undefined && refused !== "note") return t("refusal.taken_by", { name: colleague });
  return t(`refusal.conflict.${refused}`);
}
