/** The conversation by a mail of the server, to the address that the host site has proved to be the visitor's. */
import { useEffect, useState } from "preact/hooks";
import { useWidget } from "../core/ui/context.ts";
import { ask } from "./ask.ts";
import { useMenuTexts } from "./text.ts";

type Stage = "ready" | "sending" | "sent" | "failed" | "busy" | "enough";

/** The address, masked; nothing where there is none, or no mail. */
async function addressIn(response: Response): Promise<string | undefined> {
  if (!response.ok) return undefined;
  const { to } = (await response.json()) as { to?: unknown };
  return typeof to === "string" ? to : undefined;
}

/** `busy`: so many wait for a slow mail server that this one was not even begun. */
async function stageOf(response: Response | undefined): Promise<Stage> {
  if (response?.ok) return "sent";
  if (response?.status === 429) return "enough";
  const said = await response?.text().catch(() => "");
  return response?.status === 503 && said?.includes("overloaded") ? "busy" : "failed";
}

/** By the token of the conversation: the server counts how often it is asked, and the menu opens often. */
const asked = new Map<string, Promise<string | undefined>>();

function addressOf(target: Parameters<typeof ask>[0]): Promise<string | undefined> {
  const known = asked.get(target.token);
  if (known !== undefined) return known;
  const answer = ask(target, "/v1/me/transcript", "GET").then(addressIn);
  asked.set(target.token, answer);
  answer.catch(() => asked.delete(target.token));
  return answer;
}

export function MailTranscript() {
  const { controller } = useWidget();
  const texts = useMenuTexts();
  const [to, setTo] = useState<string>();
  const [stage, setStage] = useState<Stage>("ready");
  const target = controller.uploadTarget();
  const { token } = target ?? {};
  useEffect(() => {
    let gone = false;
    if (target === undefined) return undefined;
    addressOf(target).then(
      (address) => {
        if (!gone) setTo(address);
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [token]);
  if (to === undefined || target === undefined) return null;
  const send = async (): Promise<void> => {
    setStage("sending");
    const response = await ask(target, "/v1/me/transcript", "POST").catch(() => undefined);
    setStage(await stageOf(response));
  };
  const says: Readonly<Record<Stage, string>> = {
    ready: "",
    sending: texts.mailSending,
    sent: texts.mailSent(to),
    failed: texts.mailFailed,
    busy: texts.mailBusy,
    enough: texts.mailEnough,
  };
  return (
    <>
      <button
        type="button"
        class="link"
        data-testid="yd-transcript-mail"
        aria-disabled={stage === "sending" || stage === "sent"}
        onClick={() => {
          if (stage !== "sending" && stage !== "sent") void send();
        }}
      >
        {texts.mailTranscript(to)}
      </button>
      <p role="status" data-testid="yd-transcript-mailed">
        {says[stage]}
      </p>
    </>
  );
}
