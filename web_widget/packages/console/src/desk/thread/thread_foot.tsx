import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useDeskState } from "../desk_context.ts";
import type { Ownership } from "../model/state.ts";
import { colleagueWith } from "../model/state.ts";

interface ThreadFootProps {
  readonly conversation: string;
  readonly ownership: Ownership;
  readonly onClaim: (conversation: string) => void;
}

/** In place of the composer while the conversation is not one's own. */
export function ThreadFoot({ conversation, ownership, onClaim }: ThreadFootProps) {
  const { t } = useTranslation();
  const claiming = useDeskState((state) => state.claims[conversation] !== undefined);
  const live = useDeskState((state) => state.phase === "live");
  const owner = useDeskState((state) => colleagueWith(state, conversation));
  if (ownership !== "queued") {
    return (
      <p className="thread-foot" data-testid="not-mine">
        {owner === undefined ? t("thread.not_mine") : t("thread.owned_by", { name: owner })}
      </p>
    );
  }
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
