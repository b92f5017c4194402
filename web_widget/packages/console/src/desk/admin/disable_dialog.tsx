import type { Account } from "@yingda/protocol";
import { nameIn } from "@yingda/protocol";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DialogBox, SubmitOrCancel } from "../../app/dialog_box.tsx";
import { Refused } from "../../app/http.ts";
import { useLocale } from "../desk_context.ts";
import { useOrders } from "../orders/use_orders.ts";
import { HeirField, MovedDialog, servesCustomers } from "./heir.tsx";
import { useAccountActs } from "./use_admin.ts";

interface DisableDialogProps {
  readonly account: Account;
  readonly onClose: () => void;
}

/** What they answer for does not stay with somebody who is gone: whose it becomes is chosen here, and then shown. */
export function DisableDialog({ account, onClose }: DisableDialogProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { act } = useAccountActs();
  const [heir, setHeir] = useState("");
  const owned = useOrders({ owner: account.id }).data?.pages[0]?.total;
  const name = nameIn(account.names, locale, account.name);
  const leaves = !account.disabled;
  const action = leaves ? "disable" : "enable";
  const submit = (): void => {
    const wish = leaves ? ({ action: "disable", heir } as const) : ({ action: "enable" } as const);
    act.mutate(
      { id: account.id, acts: [wish] },
      {
        onSuccess: (moved) => {
          if (moved.length === 0) onClose();
        },
      },
    );
  };
  if (act.data !== undefined && act.data.length > 0)
    return <MovedDialog work={act.data} heir={heir} onClose={onClose} />;
  return (
    <DialogBox
      title={t(`admin.${action}_title`, { name })}
      onClose={onClose}
      footer={
        <SubmitOrCancel
          label={t(`admin.${action}`)}
          disabled={act.isPending}
          danger={leaves}
          testId="toggle-submit"
          onSubmit={submit}
          onCancel={onClose}
        />
      }
    >
      <div className="dialog-body" data-testid="disable-dialog">
        <p>{t(leaves ? "admin.disable_hint" : "admin.enable_hint")}</p>
        {leaves && owned !== undefined && (
          <p data-testid="owned-orders">{t("admin.owned", { count: owned })}</p>
        )}
        {leaves && servesCustomers(account.role) && (
          <HeirField leaving={account} value={heir} onChange={setHeir} />
        )}
        {act.error !== null && (
          <p className="field-error" role="alert">
            {t("admin.refused", { reason: act.error instanceof Refused ? act.error.detail : "" })}
          </p>
        )}
      </div>
    </DialogBox>
  );
}
