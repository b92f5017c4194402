import { EyeInvisibleOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDesk, useDeskState } from "../desk_context.ts";
import { RevealDialog } from "../dialogs/reveal_dialog.tsx";
import { isMasked } from "../model/conversation.ts";

/** Says that something is masked, and lets somebody see it who says why. */
export function Privacy({ conversation }: { readonly conversation: string }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const masked = useDeskState((state) => isMasked(state.conversations[conversation]));
  const live = useDeskState((state) => state.phase === "live");
  const [asking, setAsking] = useState(false);
  if (!masked) return null;
  return (
    <div className="privacy" data-testid="masked">
      <EyeInvisibleOutlined />
      <span>{t("privacy.masked")}</span>
      <Button size="small" disabled={!live} onClick={() => setAsking(true)} data-testid="reveal">
        {t("privacy.reveal")}
      </Button>
      {asking && (
        <RevealDialog
          onClose={() => setAsking(false)}
          onReveal={(reason) => desk.reveal(conversation, reason)}
        />
      )}
    </div>
  );
}
