/** What the customer may do with an order: each says whether it is on its way, done, or refused and why. */
import { useEffect, useRef, useState } from "preact/hooks";
import { formatClock, type WorkOrderAction } from "@yingda/protocol";
import { ACCEPTED_FILES } from "../core/ui/composer.tsx";
import { useNow, useWidget } from "../core/ui/context.ts";
import { actionsOf, allowedAgainAt, askedOf, type Order } from "./order_rules.ts";
import { useLaterTexts } from "./text.ts";

/** These are asked about before they are done. */
type Careful = Extract<WorkOrderAction, "reject" | "reopen" | "withdraw">;
const isCareful = (action: WorkOrderAction): action is Careful =>
  action === "reject" || action === "reopen" || action === "withdraw";

export function OrderActions({ event }: { readonly event: Order }) {
  const { controller, state, locale } = useWidget();
  const words = useLaterTexts();
  useNow(15_000);
  // What has just arrived may open a way that the last tick did not know of.
  const now = controller.serverNow();
  const [careful, setCareful] = useState<Careful>();
  const { number } = event;
  const asked = askedOf(state.conversation.outbox, number);
  const busy = asked !== undefined && asked.state !== "failed";
  const again = (action: WorkOrderAction): number | undefined =>
    allowedAgainAt(state.conversation.events, number, action, now);
  const actions = actionsOf(event, now);
  const say = (action: WorkOrderAction, text = ""): void => {
    setCareful(undefined);
    if (!busy) controller.say({ type: "work_order", number, action, ...(text !== "" && { text }) });
  };
  if (careful !== undefined && actions.includes(careful)) {
    return (
      <Confirm action={careful} send={(text) => say(careful, text)} back={() => setCareful(undefined)} />
    );
  }
  return (
    <div class="order-actions" data-testid="yd-order-actions">
      {actions.map((action) => {
        if (action === "add_evidence") return <AddEvidence key={action} number={number} />;
        const blocked = busy || again(action) !== undefined;
        return (
          <button
            key={action}
            type="button"
            class={action === "withdraw" ? "button quiet" : "button"}
            aria-disabled={blocked}
            data-action={action}
            onClick={() => {
              if (blocked) return;
              if (isCareful(action)) setCareful(action);
              else say(action);
            }}
          >
            {words.actions[action]}
          </button>
        );
      })}
      {actions.map((action) => {
        const at = again(action);
        return (
          at !== undefined && (
            <p key={action} class="small">
              {words.askedUntil(words.actions[action], formatClock(at, locale))}
            </p>
          )
        );
      })}
      <Asked number={number} />
    </div>
  );
}

function Asked({ number }: { readonly number: string }) {
  const { controller, state, texts } = useWidget();
  const words = useLaterTexts();
  const asked = askedOf(state.conversation.outbox, number);
  if (asked?.frame.type !== "work_order") return null;
  const action = words.actions[asked.frame.action];
  if (asked.state !== "failed") return <p class="small">{words.asking(action)}</p>;
  const reason = asked.error === undefined ? texts.failedState : texts.refused[asked.error.code];
  const { id } = asked.frame;
  return (
    <p class="problem" role="alert" data-testid="yd-order-refused">
      {words.askFailed(action, reason)}{" "}
      <button type="button" class="chip" onClick={() => controller.client.retry(id)}>
        {texts.retry}
      </button>{" "}
      <button type="button" class="chip" onClick={() => controller.client.discard(id)}>
        {texts.discard}
      </button>
    </p>
  );
}

function AddEvidence({ number }: { readonly number: string }) {
  const { controller, settleFocus } = useWidget();
  const words = useLaterTexts();
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class="button" data-action="add_evidence" onClick={() => picker.current?.click()}>
        {words.actions.add_evidence}
      </button>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        accept={ACCEPTED_FILES}
        data-testid="yd-order-file"
        onChange={({ currentTarget }) => {
          controller.attach(currentTarget.files ?? [], number);
          currentTarget.value = "";
          settleFocus();
        }}
      />
    </>
  );
}

interface ConfirmProps {
  readonly action: Careful;
  readonly send: (text: string) => void;
  readonly back: () => void;
}

function Confirm({ action, send, back }: ConfirmProps) {
  const words = useLaterTexts();
  const [text, setText] = useState("");
  const first = useRef<HTMLTextAreaElement & HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <form
      class="order-confirm"
      data-testid="yd-order-confirm"
      onSubmit={(event) => {
        event.preventDefault();
        send(text.trim());
      }}
    >
      {action === "withdraw" ? (
        <p>{words.withdrawSure}</p>
      ) : (
        <label>
          {words.why[action]}
          <textarea
            ref={first}
            class="input"
            rows={2}
            maxLength={1000}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </label>
      )}
      <p class="order-actions">
        <button
          type="submit"
          class={action === "withdraw" ? "button urgent" : "button primary"}
          ref={action === "withdraw" ? first : undefined}
          data-testid="yd-order-confirmed"
        >
          {words.actions[action]}
        </button>
        <button type="button" class="button" onClick={back}>
          {words.back}
        </button>
      </p>
    </form>
  );
}
