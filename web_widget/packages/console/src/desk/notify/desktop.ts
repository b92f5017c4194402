/** Notifications of the operating system. The browser has the last word on whether there are any. */

export type NotificationRight = NotificationPermission | "missing";

export function notificationRight(): NotificationRight {
  return "Notification" in window ? Notification.permission : "missing";
}

export async function askForNotifications(): Promise<NotificationRight> {
  if (!("Notification" in window)) return "missing";
  return Notification.requestPermission();
}

interface Shown {
  /** One at a time for the same thing. */
  readonly tag: string;
  readonly title: string;
  readonly body: string;
  readonly onOpen: () => void;
}

export function showOnDesktop({ tag, title, body, onOpen }: Shown): void {
  if (notificationRight() !== "granted") return;
  const shown = new Notification(title, { tag, body });
  shown.onclick = () => {
    window.focus();
    shown.close();
    onOpen();
  };
}
