/** What comes behind the later parts: the menu, and what it opens; articles, read in full. */
import article from "./article.css?inline";
import settings from "./settings.css?inline";

export { ArticleView } from "./article.tsx";
export { Menu } from "./menu.tsx";
export const styles = settings + article;
