import { ArrowLeftOutlined, InfoCircleOutlined } from "@ant-design/icons";
import type { DeskRow } from "@yingda/protocol";
import { Button, Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import { CareMenu } from "../care/care_menu.tsx";
import { useTeamName } from "../desk_context.ts";
import type { DialogName } from "../dialogs/dialog_name.ts";
import { slaOf } from "../model/sla.ts";
import { OverdueChip, SlaChip } from "../sla_chip.tsx";

interface ThreadHeadProps {
  readonly conversation: string;
  readonly name: string;
  readonly row: DeskRow | undefined;
  readonly owned: boolean;
  readonly canResolve: boolean;
  readonly onDialog: (name: DialogName) => void;
  /** One column: back to the list. */
  readonly onBack: (() => void) | undefined;
  /** The context is a drawer: opens it. */
  readonly onContext: (() => void) | undefined;
}

function Actions({ canResolve, onDialog }: Pick<ThreadHeadProps, "canResolve" | "onDialog">) {
  const { t } = useTranslation();
  const resolve = (
    <Button
      className="resolve"
      disabled={!canResolve}
      onClick={() => onDialog("resolve")}
      data-testid="open-resolve"
    >
      {t("action.resolve")}
    </Button>
  );
  return (
    <div className="thread-actions">
      <Button onClick={() => onDialog("promise")} data-testid="open-promise">
        {t("action.promise")}
      </Button>
      <Button onClick={() => onDialog("transfer")} data-testid="open-transfer">
        {t("action.transfer")}
      </Button>
      <Button onClick={() => onDialog("snooze")} data-testid="open-snooze">
        {t("action.snooze")}
      </Button>
      {canResolve && (
        <Button onClick={() => onDialog("ask")} data-testid="open-ask">
          {t("action.ask")}
        </Button>
      )}
      {canResolve ? resolve : <Tooltip title={t("resolve.no_order")}>{resolve}</Tooltip>}
    </div>
  );
}

export function ThreadHead(props: ThreadHeadProps) {
  const { conversation, name, row, owned, canResolve, onDialog, onBack, onContext } = props;
  const { t } = useTranslation();
  const teamName = useTeamName();
  const order = row?.work_order;
  return (
    <header className="thread-head">
      {onBack !== undefined && (
        <Button
          type="text"
          icon={<ArrowLeftOutlined />}
          aria-label={t("thread.back")}
          onClick={onBack}
          data-testid="back"
        />
      )}
      <div className="thread-who">
        <h2>{name}</h2>
        <p className="thread-sub">
          {order !== undefined && <span className="mono">{order.number}</span>}
          {order !== undefined && <span>{t(`order.tier.${order.tier}`)}</span>}
          {order?.urgent === true && <span className="chip chip-danger">{t("order.urgent")}</span>}
          <OverdueChip row={row} />
          <SlaChip slaAt={(now) => slaOf(order, now, row?.queued_at)} />
          {order === undefined && row !== undefined && <span>{teamName(row.team, row.team_name)}</span>}
        </p>
      </div>
      {owned && <Actions canResolve={canResolve} onDialog={onDialog} />}
      <CareMenu conversation={conversation} owned={owned} onDialog={onDialog} />
      {onContext !== undefined && (
        <Button
          type="text"
          icon={<InfoCircleOutlined />}
          aria-label={t("context.open")}
          onClick={onContext}
          data-testid="open-context"
        />
      )}
    </header>
  );
}
