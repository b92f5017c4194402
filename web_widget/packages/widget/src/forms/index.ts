/** What the log shows of forms and of questions that take several answers. */
export { FormCard } from "./form_card.tsx";
export { Several } from "./several.tsx";
export { WayBack } from "./way_back.tsx";
