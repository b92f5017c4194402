/** What an order owes: an answer by the visitor, money for a promise that was missed. */
import { formatDue, formatMoney, formatWhen, type Compensation } from "@yingda/protocol";
import { useWidget } from "../core/ui/context.ts";
import { Icon } from "../core/ui/icons.tsx";
import type { Order } from "./order_rules.ts";
import { lateFor } from "./order_words.ts";
import { useLaterTexts } from "./text.ts";

/** The order waits for the visitor: what for, and how to answer. */
export function Request({ event: { status, request } }: { readonly event: Order }) {
  const { controller, locale, focusComposer } = useWidget();
  const words = useLaterTexts();
  if (status !== "waiting_on_customer") return null;
  return (
    <div class="request" data-testid="yd-request">
      <p class="card-title">
        <Icon name="alarm" />
        {words.requestTitle}
        {request !== undefined && (
          <time dateTime={request.at}>{formatWhen(request.at, controller.serverNow(), locale)}</time>
        )}
      </p>
      {request !== undefined && <p>{request.text}</p>}
      <p class="small">{words.requestPaused}</p>
      <p>
        <button type="button" class="button primary" data-testid="yd-request-answer" onClick={focusComposer}>
          {words.requestAnswer}
        </button>
      </p>
    </div>
  );
}

/** Once granted it stays in view, whatever else becomes of the order. */
export function Ledger({ event: { compensation = [] } }: { readonly event: Order }) {
  const words = useLaterTexts();
  if (compensation.length === 0) return null;
  return (
    <section class="ledger" aria-label={words.compensation} data-testid="yd-ledger">
      <p class="small">{words.compensation}</p>
      <ul>
        {compensation.map((entry) => (
          <Entry key={entry.promise} entry={entry} />
        ))}
      </ul>
    </section>
  );
}

function Entry({ entry }: { readonly entry: Compensation }) {
  const { controller, locale } = useWidget();
  const words = useLaterTexts();
  const { status, paid_at: paidAt, pay_due: payDue, reference } = entry;
  const now = controller.serverNow();
  const facts = [lateFor(entry, words)];
  if (status === "paid") {
    facts.push(paidAt === undefined ? words.paid : words.paidAt(formatWhen(paidAt, now, locale)));
    if (reference !== undefined) facts.push(words.reference(reference));
  } else if (payDue !== undefined) facts.push(words.payDue(formatDue(payDue, now, locale)));
  return (
    <li class={`ledger-entry ${status}`}>
      <strong>{formatMoney(entry.granted)}</strong>
      {facts.map((fact) => (
        <span key={fact}>{fact}</span>
      ))}
    </li>
  );
}
