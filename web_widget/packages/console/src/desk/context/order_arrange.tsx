import type { ContextWorkOrder } from "@yingda/protocol";
import { Button } from "antd";
import { Suspense, lazy, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDeskState } from "../desk_context.ts";
import { isSettled } from "../model/orders.ts";
import { ownership } from "../model/state.ts";

export type Arrangement = "merge" | "split" | "link";

const ArrangeDialog = lazy(async () => ({
  default: (await import("../dialogs/arrange_dialog.tsx")).ArrangeDialog,
}));

interface OrderArrangeProps {
  readonly conversation: string;
  readonly order: ContextWorkOrder;
  readonly others: readonly ContextWorkOrder[];
}

/** Where a merged order went, what seems to be the same, and what is linked. */
function Relations({ order }: { readonly order: ContextWorkOrder }) {
  const { t } = useTranslation();
  return (
    <>
      {order.merged_into !== undefined && (
        <p className="order-waiting" data-testid="merged-into">
          {t("arrange.merged_into", { number: order.merged_into })}
        </p>
      )}
      {(order.merged ?? []).length > 0 && (
        <p className="field-hint">
          {t("arrange.merged", { numbers: order.merged?.join(t("common.comma")) })}
        </p>
      )}
      {(order.links ?? []).map(({ number, why }) => (
        <p key={number} className="field-hint" data-testid="order-link">
          {why === "" ? t("arrange.linked", { number }) : t("arrange.linked_why", { number, why })}
        </p>
      ))}
    </>
  );
}

/** Two orders that are one matter, one that is two: put in order by whoever has the case, or a supervisor. */
export function OrderArrange({ conversation, order, others }: OrderArrangeProps) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<{ readonly what: Arrangement; readonly other: string } | null>(null);
  const supervises = useDeskState((state) => state.me?.role === "supervisor" || state.me?.role === "admin");
  const own = useDeskState((state) => ownership(state, conversation) === "mine");
  const open = others.filter((other) => !isSettled(other));
  const suggested = (order.duplicates ?? []).filter((number) =>
    open.some((other) => other.number === number),
  );
  const may = (own || supervises) && !isSettled(order);
  const ask = (what: Arrangement, other = ""): void => setAsking({ what, other });
  return (
    <>
      <Relations order={order} />
      {may &&
        suggested.map((number) => (
          <p key={number} className="order-waiting" data-testid="duplicate">
            {t("arrange.duplicate", { number })}{" "}
            <Button size="small" type="link" onClick={() => ask("merge", number)}>
              {t("arrange.merge.title")}
            </Button>
          </p>
        ))}
      {may && (
        <div className="order-arrange" role="group" aria-label={t("arrange.title", { number: order.number })}>
          {open.length > 0 && (
            <Button size="small" onClick={() => ask("merge")} data-testid="order-merge">
              {t("arrange.merge.title")}
            </Button>
          )}
          <Button size="small" onClick={() => ask("split")} data-testid="order-split">
            {t("arrange.split.title")}
          </Button>
          <Button size="small" onClick={() => ask("link")} data-testid="order-link-open">
            {t("arrange.link.title")}
          </Button>
        </div>
      )}
      {asking !== null && (
        <Suspense fallback={null}>
          <ArrangeDialog
            conversation={conversation}
            order={order}
            others={open}
            what={asking.what}
            suggested={asking.other}
            onClose={() => setAsking(null)}
          />
        </Suspense>
      )}
    </>
  );
}
