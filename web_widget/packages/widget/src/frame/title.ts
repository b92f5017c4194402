/** The page's own title, with how many answers have not been seen while nobody looks at the page. */

export class TitleCount {
  private own = "";
  private theirs = "";

  show(unread: number): void {
    this.rest();
    if (unread === 0 || !document.hidden) return;
    this.theirs = document.title;
    this.own = `(${unread}) ${this.theirs}`;
    document.title = this.own;
    document.addEventListener("visibilitychange", this.rest, { once: true });
  }

  /** A page that has renamed itself meanwhile keeps its new name. */
  readonly rest = (): void => {
    if (this.own !== "" && document.title === this.own) document.title = this.theirs;
    this.own = "";
  };
}
