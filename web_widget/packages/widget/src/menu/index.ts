/** What comes behind the later parts: the menu, and what it opens. */
import settings from "./settings.css?inline";

export { Menu } from "./menu.tsx";
export const styles = settings;
