import { DownOutlined, UpOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { isComplaint, missingWords } from "../context/completeness.tsx";
import { useDeskState, useLocale, useServerNow } from "../desk_context.ts";
import type { CaseContext, Conversation } from "../model/state.ts";
import { rowOf } from "../model/state.ts";
import { slotWords } from "../slots.ts";
import { opinionWords } from "./opinion.ts";

function Slots({ context }: { readonly context: CaseContext }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useServerNow();
  const { labelled } = slotWords(context, { t, locale, now });
  if (labelled.length === 0) return null;
  return (
    <dl className="facts handoff-slots" aria-label={t("handoff.slots")}>
      {labelled.map(({ name, label, value }) => (
        <div key={name}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function triedWords(
  t: TFunction,
  { id, title, helped, reason }: CaseContext["articles_tried"][number],
): string {
  const name = title || id;
  if (helped === undefined) return name;
  if (reason !== undefined) return t("handoff.tried_reason", { name, reason: opinionWords(reason, t) });
  return t(helped ? "handoff.tried_helped" : "handoff.tried_in_vain", { name });
}

function Tried({ context }: { readonly context: CaseContext }) {
  const { t } = useTranslation();
  const { articles_tried: tried, page } = context;
  return (
    <>
      {tried.length > 0 && (
        <p className="handoff-line">
          <span className="handoff-label">{t("handoff.tried")}</span>
          {tried.map((article) => triedWords(t, article)).join(t("common.comma"))}
        </p>
      )}
      {page !== null && (
        <p className="handoff-line">
          <span className="handoff-label">{t("handoff.page")}</span>
          {page.title || page.url}
        </p>
      )}
    </>
  );
}

/** What is still to be asked for, before anything else is. */
function Missing({ conversation }: { readonly conversation: string }) {
  const { t } = useTranslation();
  const order = useDeskState((state) => rowOf(state, conversation)?.work_order);
  const complete = order?.completeness;
  if (complete === undefined || !isComplaint(order?.tier)) return null;
  const missing = missingWords(complete, t);
  const score = t("completeness.score", { score: complete.score, of: complete.of });
  return (
    <p className="handoff-line" data-testid="handoff-missing">
      <span className="handoff-label">{t("completeness.title")}</span>
      {missing === "" ? t("completeness.whole", { score }) : t("completeness.lacks", { score, missing })}
    </p>
  );
}

/** The five-second read before the first answer; folds itself away once a person has answered. */
export function HandoffCard({ conversation, context }: { conversation: Conversation; context: CaseContext }) {
  const { t } = useTranslation();
  const answered = conversation.events.some(
    (event) => event.kind === "message" && event.from.role === "agent",
  );
  const [chosen, setChosen] = useState<boolean | null>(null);
  const open = chosen ?? !answered;
  return (
    <section className="handoff" aria-label={t("handoff.title")} data-testid="handoff-card">
      <div className="handoff-head">
        <h3>{t("handoff.title")}</h3>
        {context.intent !== undefined && context.intent !== "" && (
          <span className="chip chip-accent">{t("handoff.intent", { intent: context.intent })}</span>
        )}
        <Button
          type="text"
          size="small"
          icon={open ? <UpOutlined /> : <DownOutlined />}
          aria-expanded={open}
          onClick={() => setChosen(!open)}
        >
          {t(open ? "handoff.fold" : "handoff.unfold")}
        </Button>
      </div>
      <p className={open ? "handoff-summary" : "handoff-summary handoff-clamped"}>{context.summary}</p>
      {open && (
        <>
          {context.reason !== "" && (
            <p className="handoff-line">
              <span className="handoff-label">{t("handoff.reason")}</span>
              {context.reason}
            </p>
          )}
          <Missing conversation={conversation.id} />
          <Slots context={context} />
          <Tried context={context} />
        </>
      )}
    </section>
  );
}
