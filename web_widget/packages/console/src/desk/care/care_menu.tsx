import { DownOutlined } from "@ant-design/icons";
import type { MenuProps } from "antd";
import { Button, Dropdown } from "antd";
import { useTranslation } from "react-i18next";
import { useDesk, useDeskState } from "../desk_context.ts";
import type { DialogName } from "../dialogs/dialog_name.ts";
import { rowOf } from "../model/state.ts";

interface CareMenuProps {
  readonly conversation: string;
  readonly owned: boolean;
  readonly onDialog: (name: DialogName) => void;
}

type Item = NonNullable<NonNullable<MenuProps["items"]>[number]>;

/** What is done more rarely with a conversation as a whole. */
export function CareMenu({ conversation, owned, onDialog }: CareMenuProps) {
  const { t } = useTranslation();
  const desk = useDesk();
  const supervises = useDeskState((state) => state.me?.role === "supervisor" || state.me?.role === "admin");
  const muted = useDeskState((state) => {
    const until = rowOf(state, conversation)?.muted_until;
    return until !== undefined && Date.parse(until) > Date.now() + state.skew;
  });
  const withColleague = useDeskState((state) => !owned && rowOf(state, conversation)?.handling === "agent");
  const item = (key: string, label: string, run: () => void): Item => ({
    key,
    label: <span data-testid={`care-${key}`}>{label}</span>,
    onClick: run,
  });
  const items: Item[] = [
    ...(owned
      ? [
          item("return", t("care.return.open"), () => onDialog("return")),
          item("rating", t("care.rating.open"), () => desk.inviteRating(conversation)),
        ]
      : []),
    ...(supervises && withColleague
      ? [item("whisper", t("care.whisper.open"), () => onDialog("whisper"))]
      : []),
    ...(supervises
      ? [
          muted
            ? item("unmute", t("care.mute.end"), () => desk.unmute(conversation))
            : item("mute", t("care.mute.open"), () => onDialog("mute")),
        ]
      : []),
  ];
  if (items.length === 0) return null;
  return (
    <Dropdown
      menu={{ items }}
      trigger={["click"]}
      placement="bottomRight"
      getPopupContainer={(trigger) => trigger.parentElement ?? document.body}
    >
      <Button icon={<DownOutlined />} iconPlacement="end" data-testid="open-care">
        {t("care.more")}
      </Button>
    </Dropdown>
  );
}
