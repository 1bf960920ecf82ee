// Confirm dialogs and modal views, both in the browser's own <dialog>.
// https://docs.slack.dev/surfaces/modals
import { drawBlocks } from "./blocks.js";
import { el, icon, textObject } from "./text.js";

const NAMELESS = { user: (id) => id, channel: (id) => id };

/** Show a confirm dialog; resolves to whether the user confirmed, or to true at once if there is nothing to ask. */
export function confirmed(confirm) {
  if (!confirm) return Promise.resolve(true);
  const dialog = document.getElementById("confirm");
  return new Promise((resolve) => {
    const done = (value) => () => dialog.close(value);
    dialog.replaceChildren(
      el("header", {}, el("h2", { id: "confirm-title" }, textObject(confirm.title, NAMELESS))),
      el("div", { class: "modal-body" }, textObject(confirm.text, NAMELESS)),
      el("footer", {},
        el("button", { type: "button", class: "button", onclick: done("") }, textObject(confirm.deny, NAMELESS)),
        el("button", { type: "button", class: `button ${confirm.style ?? "primary"}`, autofocus: true, onclick: done("yes") },
          textObject(confirm.confirm, NAMELESS))));
    dialog.returnValue = "";
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
    dialog.showModal();
  });
}

const controls = (node) => (node.matches(".control") ? [node] : [...node.querySelectorAll("input")]);
const remember = (node) => controls(node).map(({ value, checked }) => ({ value, checked }));

function restore(node, before) {
  controls(node).forEach((control, index) => {
    if (control.matches(".control")) control.value = before[0].value;
    else if (control.value === before[index]?.value) control.checked = before[index].checked;
  });
}

/** Each user's stack of views; the current user's top view is on the screen. */
export class Modals {
  #stacks = new Map();
  #fields = [];
  #typed = new Map();
  #shown = "";
  #drawn = "";
  #dialog = document.getElementById("modal");

  /** @param {{post: Function, context: () => object, act: Function, me: () => string}} page */
  constructor(page) {
    this.page = page;
    this.#dialog.addEventListener("cancel", (event) => { event.preventDefault(); this.#close(false); });
  }

  #stack(user) {
    if (!this.#stacks.has(user)) this.#stacks.set(user, []);
    return this.#stacks.get(user);
  }

  /** Replace the views with the server's state: {user: the top view}. */
  load(views) {
    this.#stacks = new Map(Object.entries(views ?? {}).map(([user, view]) => [user, [view]]));
    this.draw();
  }

  /** A view was opened, pushed on top, or updated. */
  put(user, view) {
    const stack = this.#stack(user);
    const at = stack.findIndex(({ id }) => id === view.id);
    if (at >= 0) stack[at] = view;
    else if (view.previous_view_id) stack.push(view);
    else this.#stacks.set(user, [view]);
    this.draw();
  }

  /** A view was closed. */
  remove(user, view) {
    this.#stacks.set(user, this.#stack(user).filter(({ id }) => id !== view.id));
    this.draw();
  }

  /** Show a message in the current user's open modal; returns false if there is none. */
  warn(user, words) {
    if (user !== this.page.me() || !this.#top()) return false;
    this.#dialog.querySelector(".form-error").textContent = words;
    return true;
  }

  #top() {
    return this.#stack(this.page.me()).at(-1);
  }

  #values() {
    const values = {};
    for (const { block_id: block, action_id: action, read } of this.#fields) (values[block] ??= {})[action] = read();
    return values;
  }

  // The cross in the corner closes the whole stack, the button below only the top view.
  #close(clear) {
    const user = this.page.me();
    const view = this.#top();
    this.page.post("close", { user, view_id: view.id, clear });
    if (clear) this.#stacks.delete(user);
    this.remove(user, view);
  }

  #showErrors(errors) {
    for (const input of this.#dialog.querySelectorAll(".input")) {
      const words = errors[input.dataset.block] ?? "";
      input.querySelector(".error").textContent = words;
      input.classList.toggle("wrong", Boolean(words));
    }
    this.#dialog.querySelector(".wrong .control, .wrong input")?.focus();
  }

  async #submit(view, form) {
    const send = form.querySelector("[type=submit]");
    send.disabled = true;
    this.warn(this.page.me(), "");
    const answer = await this.page.post("submit", { user: this.page.me(), view_id: view.id, values: this.#values() });
    send.disabled = false;
    if (answer.errors) this.#showErrors(answer.errors);
    else if (answer.ok === false) this.warn(this.page.me(), `That did not work: ${answer.error}`);
  }

  /** Show the current user's top view, if any. */
  draw() {
    const view = this.#top();
    const drawn = view ? [this.page.me(), view.id, view.hash].join() : "";
    if (drawn !== this.#drawn) this.#redraw(view);
    this.#drawn = drawn;
    // For errors the form is not rendered again, so nothing that was entered is lost.
    if (view) this.#showErrors(view.errors ?? {});
  }

  #redraw(view) {
    this.#fields.forEach(({ key, node }) => this.#typed.set(key, remember(node)));
    this.#fields = [];
    if (!view) {
      this.#typed.clear();
      this.#dialog.close();
      return;
    }
    const same = this.#shown === view.id && this.#dialog.open;
    const names = this.page.context().names;
    const act = (action, confirm) => this.page.act({ view_id: view.id, values: this.#values(), ...action }, confirm);
    const suggest = (action, text) =>
      this.page.post("suggest", { user: this.page.me(), view_id: view.id, action_id: action, text });
    const body = drawBlocks(view.blocks, { ...this.page.context(), act, suggest, fields: this.#fields });
    const form = el("form", { novalidate: true, onsubmit: (event) => { event.preventDefault(); this.#submit(view, form); } },
      el("header", {},
        el("h2", { id: "modal-title" }, textObject(view.title, names)),
        el("button", { type: "button", class: "plain", "aria-label": "Close", onclick: () => this.#close(true) }, icon("close"))),
      el("div", { class: "modal-body" }, body, el("p", { class: "form-error", role: "alert" })),
      el("footer", {},
        el("button", { type: "button", class: "button", onclick: () => this.#close(false) },
          view.close ? textObject(view.close, names) : view.submit ? "Cancel" : "Close"),
        view.submit && el("button", { type: "submit", class: "button primary" }, textObject(view.submit, names))));
    // Slack keeps what was typed if the updated view has the same block and action ids.
    for (const field of this.#fields) {
      field.key = [view.id, field.block_id, field.action_id].join();
      if (this.#typed.has(field.key)) restore(field.node, this.#typed.get(field.key));
    }
    this.#shown = view.id;
    this.#dialog.replaceChildren(form);
    if (!this.#dialog.open) this.#dialog.showModal();
    if (!same) form.querySelector(".control, .modal-body input")?.focus();
  }
}
