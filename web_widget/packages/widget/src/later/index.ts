/** What the second file holds: all that the log may show, and the little that surrounds it. */
import cards from "./cards.css?inline";
import consent from "./consent.css?inline";
import feedback from "./feedback.css?inline";
import forms from "./forms.css?inline";
import orders from "./orders.css?inline";
import rich from "./rich.css?inline";
import survey from "./survey.css?inline";
import teaser from "./teaser.css?inline";
import typing from "./typing.css?inline";

export { Attention } from "./attention.ts";
export { Consent } from "./consent.tsx";
export { Copy } from "./copy.tsx";
export { announcement, eventWords, orderNow } from "./event_words.ts";
export { Feedback } from "./feedback.tsx";
export { Line } from "./line.tsx";
export { OrderStatus } from "./order_status.tsx";
export { QueueCard } from "./queue_card.tsx";
export { RichWords } from "./rich.tsx";
export { Survey } from "./survey.tsx";
export { Teaser } from "./teaser.tsx";
export { Typing } from "./typing.tsx";
export { WorkOrderCard } from "./work_order_card.tsx";
export const styles = [cards, consent, feedback, forms, orders, rich, survey, teaser, typing].join("");
