/** What the second file holds. */
import cards from "./cards.css?inline";
import files from "./files.css?inline";
import forms from "./forms.css?inline";
import orders from "./orders.css?inline";
import settings from "./settings.css?inline";
import survey from "./survey.css?inline";

export { EvidenceFiles } from "./evidence.tsx";
export { FormCard } from "./form_card.tsx";
export { Menu } from "./menu.tsx";
export { ParcelMessage } from "./parcel_message.tsx";
export { PromiseCard } from "./promise_card.tsx";
export { QueueCard } from "./queue_card.tsx";
export { Survey } from "./survey.tsx";
export { Tray } from "./tray.tsx";
export { Uploads } from "./uploads.ts";
export { WorkOrderCard } from "./work_order_card.tsx";
export const styles = [cards, files, forms, orders, settings, survey].join("");
