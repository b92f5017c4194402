import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ReasonDialog } from "../dialogs/reason_dialog.tsx";

/** The browser saves it; what the server logs with it is the reason. */
function download(number: string, reason: string): void {
  const link = document.createElement("a");
  link.href = `/v1/work-orders/${encodeURIComponent(number)}/dossier?reason=${encodeURIComponent(reason)}`;
  link.download = "";
  link.click();
}

/** The staff's copy of an order's evidence dossier, with everything in it unmasked: for a reason that is logged. */
export function OrderDossier({ number }: { readonly number: string }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button size="small" onClick={() => setAsking(true)} data-testid="order-dossier">
        {t("dossier.open")}
      </Button>
      {asking && (
        <ReasonDialog
          name="dossier"
          title={t("dossier.title", { number })}
          hint={t("dossier.hint")}
          submit={t("dossier.submit")}
          common={[t("dossier.common.authority"), t("dossier.common.dispute"), t("dossier.common.customer")]}
          onSubmit={(reason) => download(number, reason)}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
