import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { useDeskState } from "../desk_context.ts";
import { isSettled } from "../model/orders.ts";
import { rowOf } from "../model/state.ts";

interface OrderChoiceProps {
  readonly conversation: string;
  readonly sending: { readonly order: string; readonly setOrder: (number: string) => void };
}

/** Which of several open orders the next words answer: their clock stops, and no other's. */
export function OrderChoice({ conversation, sending }: OrderChoiceProps) {
  const { t } = useTranslation();
  const context = useDeskState((state) => state.conversations[conversation]?.context ?? null);
  const spokenOf = useDeskState((state) => rowOf(state, conversation)?.work_order?.number);
  const open = (context?.work_orders ?? []).filter((order) => !isSettled(order));
  if (open.length < 2) return null;
  const shown = open.some(({ number }) => number === sending.order) ? sending.order : "";
  return (
    <Select
      size="small"
      aria-label={t("arrange.answers")}
      value={shown}
      options={[
        { value: "", label: t("arrange.spoken_of", { number: spokenOf ?? open[0]?.number }) },
        ...open.map(({ number }) => ({ value: number, label: t("arrange.answer_to", { number }) })),
      ]}
      onChange={sending.setOrder}
      popupMatchSelectWidth={false}
      data-testid="answered-order"
    />
  );
}
