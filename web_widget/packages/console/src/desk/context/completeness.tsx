/** How complete a complaint is: which of its elements the customer has told, and what is still to be asked for. */
import { CheckCircleFilled, MinusCircleOutlined } from "@ant-design/icons";
import type { Completeness, ContextWorkOrder } from "@yingda/protocol";
import { ELEMENTS, formatMoney } from "@yingda/protocol";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { demandWords } from "../demand_words.ts";
import { useLocale, useServerNow } from "../desk_context.ts";
import { EvidenceStrip } from "../evidence/evidence_strip.tsx";
import { kindsOf } from "../evidence/evidence.ts";
import type { ValueWords } from "../value.ts";

type Element = (typeof ELEMENTS)[number];

/** Who only asks something complains of nothing. */
export const isComplaint = (tier: string | undefined): boolean => tier !== undefined && tier !== "inquiry";

/** "还缺：材料、诉求"; empty: nothing is missing. */
export function missingWords(complete: Completeness, t: TFunction): string {
  const known = ELEMENTS.filter((element) => complete.missing.includes(element));
  return known.map((element) => t(`completeness.${element}`)).join(t("common.comma"));
}

function told(element: Element, order: ContextWorkOrder, words: ValueWords): string {
  const { t } = words;
  switch (element) {
    case "what": {
      const sums = (order.demands ?? []).flatMap(({ amount }) =>
        amount === undefined ? [] : formatMoney(amount),
      );
      return order.about ?? sums.join(t("common.comma"));
    }
    case "evidence": {
      const { pictures, films, others } = kindsOf(order.evidence ?? []);
      const counts = [
        pictures > 0 ? t("completeness.pictures", { count: pictures }) : "",
        films > 0 ? t("completeness.films", { count: films }) : "",
        others > 0 ? t("completeness.files", { count: others }) : "",
      ];
      return counts.filter((each) => each !== "").join(t("common.comma"));
    }
    case "demand":
      return (order.demands ?? []).map((demand) => demandWords(demand, words)).join(t("common.comma"));
  }
}

interface CompletenessProps {
  readonly order: ContextWorkOrder;
  /** As it is now: the row of the open order says it first. */
  readonly complete: Completeness;
}

export function CompletenessList({ order, complete }: CompletenessProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useServerNow();
  return (
    <section className="completeness" aria-label={t("completeness.title")} data-testid="completeness">
      <h5>
        {t("completeness.title")}
        <span className={complete.missing.length === 0 ? "chip chip-ok" : "chip chip-warn"}>
          {t("completeness.score", { score: complete.score, of: complete.of })}
        </span>
      </h5>
      <ul>
        {ELEMENTS.map((element) => {
          const missing = complete.missing.includes(element);
          return (
            <li key={element} data-element={element} data-missing={missing}>
              {missing ? <MinusCircleOutlined /> : <CheckCircleFilled />}
              <span className="completeness-name">{t(`completeness.${element}`)}</span>
              <span>
                {missing
                  ? t("completeness.missing")
                  : told(element, order, { t, locale, now }) || t("completeness.told")}
              </span>
            </li>
          );
        })}
      </ul>
      <EvidenceStrip files={order.evidence ?? []} />
    </section>
  );
}
