/** What the second file holds. */
import cards from "./cards.css?inline";
import forms from "./forms.css?inline";
import orders from "./orders.css?inline";
import settings from "./settings.css?inline";
import survey from "./survey.css?inline";

export { Attention } from "./attention.ts";
export { Consent } from "./consent.tsx";
export { Copy } from "./copy.tsx";
export { Feedback } from "./feedback.tsx";
export { FormCard } from "./form_card.tsx";
export { Menu } from "./menu.tsx";
export { PromiseCard } from "./promise_card.tsx";
export { QueueCard } from "./queue_card.tsx";
export { Survey } from "./survey.tsx";
export { WorkOrderCard } from "./work_order_card.tsx";
export const styles = [cards, forms, orders, settings, survey].join("");
