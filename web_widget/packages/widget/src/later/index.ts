/** What the second file holds. */
import files from "./files.css?inline";
import forms from "./forms.css?inline";
import orders from "./orders.css?inline";
import settings from "./settings.css?inline";
import survey from "./survey.css?inline";

export { EvidenceFiles } from "./evidence.tsx";
export { FormCard } from "./form_card.tsx";
export { Guard } from "./guard.tsx";
export { Menu } from "./menu.tsx";
export { OrderActions } from "./order_actions.tsx";
export { OrderSteps } from "./order_steps.tsx";
export { ParcelMessage } from "./parcel_message.tsx";
export { Survey } from "./survey.tsx";
export { Tray } from "./tray.tsx";
export { Uploads } from "./uploads.ts";
export const styles = [files, forms, orders, settings, survey].join("");
