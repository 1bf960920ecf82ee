// The app's Home tab: what the app has published for the current user.
// https://docs.slack.dev/surfaces/app-home
import { drawBlocks } from "./blocks.js";
import { el } from "./text.js";

/** Where the page is while it shows the Home tab, in place of a conversation's id. */
export const HOME = "home";

export class HomeTab {
  #views = new Map();
  #drawn = "";
  #box = document.getElementById("home");

  /** @param {{context: () => object, act: Function, me: () => string}} page */
  constructor(page) {
    this.page = page;
  }

  /** Replace the views with the server's state: {user: view}. */
  load(views) {
    this.#views = new Map(Object.entries(views));
    this.draw();
  }

  /** The app has published a user's tab. */
  put(user, view) {
    this.#views.set(user, view);
    this.draw();
  }

  /** Show a message from Slack below the tab. */
  warn(words) {
    this.#box.querySelector(".form-error").textContent = words;
  }

  /** Show the current user's tab; what was typed there stays until the app publishes it anew. */
  draw() {
    const me = this.page.me();
    const view = this.#views.get(me);
    const drawn = `${me} ${view?.hash}`;
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const fields = [];
    const values = () => fields.reduce((all, { block_id: block, action_id: action, read }) =>
      ({ ...all, [block]: { ...all[block], [action]: read() } }), {});
    const act = (action, confirm) => this.page.act({ view_id: view.id, values: values(), ...action }, confirm);
    this.#box.replaceChildren(
      view ? drawBlocks(view.blocks, { ...this.page.context(), act, fields })
        : el("p", { class: "hint" }, "The app has not published anything here yet."),
      el("p", { class: "form-error", role: "alert" }));
  }
}
