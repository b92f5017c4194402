import { LockOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Composer } from "../composer/composer.tsx";
import { useDeskState } from "../desk_context.ts";
import type { Ownership } from "../model/state.ts";
import { colleagueWith, rowOf } from "../model/state.ts";

interface ThreadFootProps {
  readonly conversation: string;
  readonly ownership: Ownership;
  readonly onClaim: (conversation: string) => void;
  readonly onTakeOver: () => void;
}

/** Somebody else's, the bot's, or over. A supervisor may take it from a colleague. */
function NotMine({ conversation, onTakeOver }: Pick<ThreadFootProps, "conversation" | "onTakeOver">) {
  const { t } = useTranslation();
  const owner = useDeskState((state) => colleagueWith(state, conversation));
  const handling = useDeskState((state) => rowOf(state, conversation)?.handling);
  const supervises = useDeskState((state) => state.me?.role === "supervisor" || state.me?.role === "admin");
  const live = useDeskState((state) => state.phase === "live");
  const words =
    handling === "bot"
      ? t("thread.with_bot")
      : owner === undefined
        ? t("thread.not_mine")
        : t("thread.owned_by", { name: owner });
  return (
    <div className="thread-foot" data-testid="not-mine">
      <p>{words}</p>
      {supervises && handling === "agent" && (
        <Button disabled={!live} onClick={onTakeOver} data-testid="open-take-over">
          {t("take_over.open")}
        </Button>
      )}
    </div>
  );
}

function Waiting({ conversation, onClaim }: Pick<ThreadFootProps, "conversation" | "onClaim">) {
  const { t } = useTranslation();
  const claiming = useDeskState((state) => state.claims[conversation] !== undefined);
  const live = useDeskState((state) => state.phase === "live");
  return (
    <div className="thread-foot">
      <p>{t("thread.read_before_claim")}</p>
      <Button
        type="primary"
        loading={claiming}
        disabled={!live}
        onClick={() => onClaim(conversation)}
        data-testid="claim-open"
      >
        {t("thread.claim")}
      </Button>
    </div>
  );
}

/** In place of the composer while the conversation is not one's own; a note to colleagues can be left all the same. */
export function ThreadFoot({ conversation, ownership, onClaim, onTakeOver }: ThreadFootProps) {
  const { t } = useTranslation();
  const [noting, setNoting] = useState(false);
  return (
    <>
      {noting && <Composer conversation={conversation} visitorTypingAt={null} notes />}
      <div className="thread-aside">
        {ownership === "queued" ? (
          <Waiting conversation={conversation} onClaim={onClaim} />
        ) : (
          <NotMine conversation={conversation} onTakeOver={onTakeOver} />
        )}
        {!noting && (
          <Button icon={<LockOutlined />} onClick={() => setNoting(true)} data-testid="open-note">
            {t("thread.write_note")}
          </Button>
        )}
      </div>
    </>
  );
}
