import type { Account } from "@yingda/protocol";
import { nameIn } from "@yingda/protocol";
import { useTranslation } from "react-i18next";
import { DialogBox, SubmitOrCancel } from "../../app/dialog_box.tsx";
import { Refused } from "../../app/http.ts";
import { useLocale } from "../desk_context.ts";
import { useOrders } from "../orders/use_orders.ts";
import { useAccountActs } from "./use_admin.ts";

interface DisableDialogProps {
  readonly account: Account;
  readonly onClose: () => void;
}

/** What they answer for does not stay with somebody who is gone: it is said before, and happens at once. */
export function DisableDialog({ account, onClose }: DisableDialogProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { act } = useAccountActs();
  const owned = useOrders({ owner: account.id }).data?.pages[0]?.total;
  const name = nameIn(account.names, locale, account.name);
  const action = account.disabled ? "enable" : "disable";
  const submit = (): void => act.mutate({ id: account.id, acts: [{ action }] }, { onSuccess: onClose });
  return (
    <DialogBox
      title={t(`admin.${action}_title`, { name })}
      onClose={onClose}
      footer={
        <SubmitOrCancel
          label={t(`admin.${action}`)}
          disabled={act.isPending}
          testId="toggle-submit"
          onSubmit={submit}
          onCancel={onClose}
        />
      }
    >
      <div className="dialog-body" data-testid="disable-dialog">
        <p>{t(account.disabled ? "admin.enable_hint" : "admin.disable_hint")}</p>
        {!account.disabled && owned !== undefined && (
          <p data-testid="owned-orders">{t("admin.owned", { count: owned })}</p>
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
