import { safeHref } from "@yingda/protocol";
import { useTranslation } from "react-i18next";
import { useDeskState, useLocale, useServerNow, useTeamName } from "../desk_context.ts";
import type { CaseContext } from "../model/state.ts";
import { rowOf } from "../model/state.ts";
import { slotWords } from "../slots.ts";
import { visitorName } from "../visitor.ts";
import { EvidenceStrip } from "../evidence/evidence_strip.tsx";
import type { Fact } from "./facts.tsx";
import { Facts } from "./facts.tsx";
import { Privacy } from "./privacy.tsx";
import { SlotsList } from "./slots_list.tsx";

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

export function ProfileTab({ conversation, context }: { conversation: string; context: CaseContext }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useServerNow();
  const row = useDeskState((state) => rowOf(state, conversation));
  const words = { t, locale, now };
  const teamName = useTeamName();
  const { visitor, page } = context;
  const who: Fact[] = [[t("context.name"), visitorName(t, visitor, conversation)]];
  if (visitor.external_id !== undefined)
    who.push([t("context.external_id"), <span className="mono">{visitor.external_id}</span>]);
  if (row !== undefined)
    who.push(
      [t("context.locale"), languageName(row.locale, locale)],
      [t("context.team"), teamName(row.team, row.team_name)],
    );
  if (page !== null) who.push([t("context.page"), <Page page={page} />]);
  const told: Fact[] = Object.entries(page?.attributes ?? {});
  const slots = slotWords(context, words);
  return (
    <div className="context-body" data-testid="context-profile">
      <Privacy conversation={conversation} />
      <h3>{t("context.visitor")}</h3>
      <Facts facts={who} />
      {told.length > 0 && (
        <>
          <h3>{t("context.attributes")}</h3>
          <Facts facts={told} />
        </>
      )}
      <h3>{t("context.slots")}</h3>
      {slots.labelled.length === 0 ? (
        <p className="context-none">{t("context.no_slots")}</p>
      ) : (
        <SlotsList conversation={conversation} slots={slots.labelled} />
      )}
      {slots.internal.length > 0 && (
        <details className="context-internal">
          <summary>{t("context.internal_slots")}</summary>
          <Facts facts={slots.internal} />
        </details>
      )}
      {context.evidence.length > 0 && (
        <>
          <h3>{t("context.evidence")}</h3>
          <EvidenceStrip files={context.evidence} />
        </>
      )}
    </div>
  );
}
