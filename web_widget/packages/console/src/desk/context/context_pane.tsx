import { Tabs } from "antd";
import { useTranslation } from "react-i18next";
import { useDeskState } from "../desk_context.ts";
import { KnowledgeTab } from "./knowledge_tab.tsx";
import { OrderTab } from "./order_tab.tsx";
import { ProfileTab } from "./profile_tab.tsx";
import { RelatedOrders } from "./related_orders.tsx";
import { VisitsTab } from "./visits_tab.tsx";
import { WorkOrdersTab } from "./work_orders_tab.tsx";
import "./context.css";

/** What is known about the person and the case, beside the conversation. */
export function ContextPane({ conversation }: { readonly conversation: string }) {
  const { t } = useTranslation();
  const context = useDeskState((state) => state.conversations[conversation]?.context ?? null);
  if (context === null) {
    return (
      <div className="context-body empty" data-testid="context-none">
        <p className="empty-title">{t("context.none")}</p>
        <p>{t("context.none_hint")}</p>
      </div>
    );
  }
  const open = context.work_orders.length;
  return (
    <div className="context-column">
      <RelatedOrders conversation={conversation} />
      <Tabs
        className="context-tabs"
        tabBarGutter={10}
        defaultActiveKey="profile"
        items={[
          {
            key: "profile",
            label: t("context.tab.profile"),
            children: <ProfileTab conversation={conversation} context={context} />,
          },
          {
            key: "order",
            label: t("context.tab.order"),
            children: <OrderTab conversation={conversation} context={context} />,
          },
          {
            key: "work_orders",
            label: t("context.tab.work_orders", { count: open }),
            children: <WorkOrdersTab conversation={conversation} context={context} />,
          },
          {
            key: "visits",
            label: t("context.tab.visits"),
            children: <VisitsTab key={conversation} conversation={conversation} />,
          },
          {
            key: "knowledge",
            label: t("context.tab.knowledge"),
            children: <KnowledgeTab conversation={conversation} />,
          },
        ]}
      />
    </div>
  );
}
