import type { Compensation, ContextWorkOrder } from "@yingda/protocol";
import { formatDue, formatMoney } from "@yingda/protocol";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDesk, useDeskState, useLocale, useServerNow } from "../desk_context.ts";
import { ReasonDialog } from "../dialogs/reason_dialog.tsx";
import { ownership } from "../model/state.ts";

interface LedgerProps {
  readonly conversation: string;
  readonly order: ContextWorkOrder;
}

function useSupervises(): boolean {
  return useDeskState((state) => state.me?.role === "supervisor" || state.me?.role === "admin");
}

/** What agents promised about this order, and whether it was kept. */
export function Promises({ conversation, order }: LedgerProps) {
  const { t } = useTranslation();
  const desk = useDesk();
  const locale = useLocale();
  const now = useServerNow();
  const supervises = useSupervises();
  const own = useDeskState((state) => ownership(state, conversation) === "mine");
  const promises = order.promises ?? [];
  if (promises.length === 0) return null;
  return (
    <>
      <h5 className="ledger-head">{t("ledger.promises")}</h5>
      <ul className="ledger" aria-label={t("ledger.promises")}>
        {promises.map((promise) => (
          <li key={promise.id} data-testid="order-promise">
            <span>{promise.text}</span>
            <span className={promise.status === "missed" ? "chip chip-danger" : "chip"}>
              {t(`ledger.status.${promise.status}`)}
            </span>
            <span>
              {t("ledger.due", { name: promise.agent.name, due: formatDue(promise.due, now, locale) })}
            </span>
            {(promise.status === "open" || promise.status === "missed") && (own || supervises) && (
              <Button
                size="small"
                onClick={() => desk.keepPromise(conversation, promise.id)}
                data-testid="keep-promise"
              >
                {t("ledger.keep")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

const CLOCKS = ["first_response", "next_response", "resolve"] as const;

function Line({ conversation, order, line }: LedgerProps & { readonly line: Compensation }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const locale = useLocale();
  const now = useServerNow();
  const supervises = useSupervises();
  const [paying, setPaying] = useState(false);
  const money = formatMoney(line.granted);
  const clock = CLOCKS.find((one) => one === line.promise);
  return (
    <li data-testid="order-compensation">
      <span>
        {money}
        {clock !== undefined && ` · ${t(`ledger.for.${clock}`)}`}
      </span>
      <span className={line.status === "owed" ? "chip sla-near" : "chip"}>{t(`ledger.${line.status}`)}</span>
      {line.status === "owed" && line.pay_due !== undefined && (
        <span>{t("ledger.pay_due", { due: formatDue(line.pay_due, now, locale) })}</span>
      )}
      {line.reference !== undefined && <span className="mono">{line.reference}</span>}
      {line.status === "owed" && supervises && (
        <Button size="small" onClick={() => setPaying(true)} data-testid="pay">
          {t("ledger.pay")}
        </Button>
      )}
      {paying && (
        <ReasonDialog
          name="pay"
          title={t("ledger.pay_title", { money })}
          hint={t("ledger.pay_hint")}
          submit={t("ledger.pay")}
          label={t("ledger.reference")}
          common={[]}
          onSubmit={(reference) => desk.payCompensation(conversation, order.number, line.promise, reference)}
          onClose={() => setPaying(false)}
        />
      )}
    </li>
  );
}

/** What missed promises cost; supervisors say when it was paid. */
export function Compensations({ conversation, order }: LedgerProps) {
  const { t } = useTranslation();
  const lines = order.compensation ?? [];
  if (lines.length === 0) return null;
  return (
    <ul className="ledger" aria-label={t("ledger.compensation")}>
      {lines.map((line) => (
        <Line key={line.promise} conversation={conversation} order={order} line={line} />
      ))}
    </ul>
  );
}
