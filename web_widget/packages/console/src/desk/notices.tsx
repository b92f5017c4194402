/** Where notifications are shown, and how anything below can show one. */
import { notification } from "antd";
import type { NotificationInstance } from "antd/es/notification/interface";
import type { ReactNode } from "react";
import { createContext, useContext } from "react";

const NoticeContext = createContext<NotificationInstance | null>(null);

export function Notices({ children }: { readonly children: ReactNode }) {
  const [api, holder] = notification.useNotification({ placement: "bottomRight", maxCount: 4 });
  return (
    <NoticeContext value={api}>
      {holder}
      {children}
    </NoticeContext>
  );
}

export function useNotification(): NotificationInstance {
  const api = useContext(NoticeContext);
  if (api === null) throw new Error("Notices is missing");
  return api;
}
