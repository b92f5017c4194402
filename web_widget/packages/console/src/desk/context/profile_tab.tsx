import { safeHref } from "@yingda/protocol";
import { useTranslation } from "react-i18next";
import { useDeskState, useLocale, useServerNow } from "../desk_context.ts";
import type { CaseContext } from "../model/state.ts";
import { rowOf } from "../model/state.ts";
import { slotWords } from "../slots.ts";
import { visitorName } from "../visitor.ts";
import type { Fact } from "./facts.tsx";
import { Facts } from "./facts.tsx";

function Page({ page }: { readonly page: NonNullable<CaseContext["page"]> }) {
  const href = safeHref(page.url);
  const title = page.title || page.url;
  if (href === undefined) return title;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {title}
    </a>
  );
}

function languageName(tag: string, locale: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag; // not a language tag
  }
}

function evidenceName(item: unknown): string {
  if (typeof item === "string") return item;
  const { name, id } = (item ?? {}) as { name?: unknown; id?: unknown };
  if (typeof name === "string") return name;
  return typeof id === "string" ? id : "";
}

function Evidence({ evidence }: { readonly evidence: readonly unknown[] }) {
  const { t } = useTranslation();
  const names = evidence.map(evidenceName).filter((name) => name !== "");
  if (names.length === 0) return null;
  return (
    <>
      <h3>{t("context.evidence")}</h3>
      <ul className="plain-list">
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </>
  );
}

export function ProfileTab({ conversation, context }: { conversation: string; context: CaseContext }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useServerNow();
  const row = useDeskState((state) => rowOf(state, conversation));
  const words = { t, locale, now };
  const { visitor, page } = context;
  const who: Fact[] = [[t("context.name"), visitorName(t, visitor, conversation)]];
  if (visitor.external_id !== undefined)
    who.push([t("context.external_id"), <span className="mono">{visitor.external_id}</span>]);
  if (row !== undefined)
    who.push([t("context.locale"), languageName(row.locale, locale)], [t("context.team"), row.team_name]);
  if (page !== undefined) who.push([t("context.page"), <Page page={page} />]);
  const slots = slotWords(context, words);
  return (
    <div className="context-body" data-testid="context-profile">
      <h3>{t("context.visitor")}</h3>
      <Facts facts={who} />
      <h3>{t("context.slots")}</h3>
      {slots.labelled.length === 0 ? (
        <p className="context-none">{t("context.no_slots")}</p>
      ) : (
        <Facts facts={slots.labelled} />
      )}
      {slots.internal.length > 0 && (
        <details className="context-internal">
          <summary>{t("context.internal_slots")}</summary>
          <Facts facts={slots.internal} />
        </details>
      )}
      <Evidence evidence={context.evidence} />
    </div>
  );
}
