// Writing in a thread: in which one, and the line above the field that says so.
import { el, icon } from "./text.js";

export class Thread {
  #line = document.getElementById("replying");

  /** The timestamp of the thread's first message; null outside of threads. */
  ts = null;

  constructor() {
    this.#line.querySelector("button").addEventListener("click", () => this.leave());
  }

  leave() {
    this.ts = null;
    this.#line.hidden = true;
  }

  /** The button with which a message is answered in its thread. */
  reply({ ts, thread_ts: root }) {
    const onclick = () => {
      this.ts = root ?? ts;
      this.#line.hidden = false;
      document.getElementById("line").focus();
    };
    return el("button", { type: "button", class: "plain", "aria-label": "Reply in thread", title: "Reply in thread", onclick },
      icon("thread"));
  }
}
