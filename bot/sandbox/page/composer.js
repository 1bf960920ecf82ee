// The field at the bottom: commands and messages, completions, and history.
import { el } from "./text.js";

const KEPT_LINES = 50;

export class Composer {
  #line = document.getElementById("line");
  #popup = document.getElementById("completions");
  #offers = [];
  #active = -1;
  #sent = [];
  #recalled = null;

  /**
   * @param {(line: string) => void} send called with each line that was entered
   * @param {() => {command: string, bot: string, suggestions: {text: string, hint: string, for_developers: boolean}[]}} offered
   */
  constructor(send, offered) {
    this.send = send;
    this.offered = offered;
    this.#line.addEventListener("keydown", (event) => this.#key(event));
    this.#line.addEventListener("input", () => { this.#recalled = null; this.#changed(); });
    this.#line.addEventListener("blur", () => this.#show([]));
    this.#line.addEventListener("focus", () => this.#changed());
    document.getElementById("composer").addEventListener("submit", (event) => { event.preventDefault(); this.enter(); });
    const all = document.getElementById("all-chips");
    all.addEventListener("click", () => {
      const open = document.getElementById("strip").classList.toggle("open");
      all.setAttribute("aria-expanded", String(open));
      all.textContent = open ? "Show fewer" : "Show all";
    });
  }

  /** Show the name of the conversation, and offer its look-ups as chips. */
  draw(place) {
    this.#line.placeholder = `Message ${place}`;
    this.#line.setAttribute("aria-label", `Message ${place}`);
    const { command, suggestions } = this.offered();
    document.getElementById("strip").hidden = suggestions.length === 0;
    const chips = (offers) => offers.map(({ text, hint }) => el("li", {},
      el("button", { type: "button", title: `${command} ${text}`, onclick: () => this.enter(`${command} ${text}`) },
        el("code", {}, text), hint && el("span", {}, hint))));
    document.getElementById("chips").replaceChildren(...chips(suggestions.filter((offer) => !offer.for_developers)));
    const forDevelopers = suggestions.filter((offer) => offer.for_developers);
    const folded = document.getElementById("for-developers");
    folded.hidden = forDevelopers.length === 0;
    folded.querySelector("ul").replaceChildren(...chips(forDevelopers));
  }

  /** Send a line, by default the content of the field. */
  enter(line = this.#line.value.trim()) {
    if (!line) return;
    this.#sent = [...this.#sent.filter((before) => before !== line), line].slice(-KEPT_LINES);
    this.#fill("");
    this.send(line);
  }

  #fill(words) {
    this.#line.value = words;
    this.#line.setSelectionRange(words.length, words.length);
    this.#recalled = null;
    this.#changed();
  }

  #recall(step) {
    const at = this.#recalled ?? this.#sent.length;
    const next = Math.max(0, Math.min(this.#sent.length, at + step));
    this.#fill(this.#sent[next] ?? "");
    this.#recalled = next;
    this.#show([]);
  }

  #key(event) {
    if (event.isComposing) return;
    const { key } = event;
    const open = this.#offers.length > 0;
    const arrow = { ArrowUp: -1, ArrowDown: 1 }[key];
    if (key === "Escape" && open) this.#show([]);
    else if (open && arrow) this.#activate((this.#active + arrow + this.#offers.length) % this.#offers.length);
    else if (this.#active >= 0 && ["Tab", "Enter"].includes(key) && !event.shiftKey) this.#take(this.#offers[this.#active]);
    else if (arrow && (this.#line.value === "" || this.#recalled !== null)) this.#recall(arrow);
    else if (key === "Enter" && !event.shiftKey) this.enter();
    else return;
    event.preventDefault();
  }

  #take({ line, complete }) {
    if (complete) this.enter(line);
    else this.#fill(line);
  }

  #changed() {
    this.#line.rows = Math.min(6, this.#line.value.split("\n").length);
    this.#show(this.#matching(this.#line.value));
  }

  #matching(line) {
    const { command, suggestions, bot } = this.offered();
    const mention = /(?:^|\s)@(\S*)$/.exec(line);
    if (mention && bot.toLowerCase().startsWith(mention[1].toLowerCase())) {
      return [{ line: `${line.slice(0, line.length - mention[1].length)}${bot} `, complete: false, name: `@${bot}`, hint: "Ask in a message" }];
    }
    if (line.startsWith("/") && command.startsWith(line)) {
      return [{ line: `${command} `, complete: false, name: command, hint: "Look up a person in Spott" }];
    }
    if (!line.startsWith(`${command} `)) return [];
    const typed = line.slice(command.length + 1).trim().toLowerCase();
    if (suggestions.some(({ text }) => text.toLowerCase() === typed)) return [];
    return suggestions.filter(({ text, hint }) => `${text} ${hint}`.toLowerCase().includes(typed)).slice(0, 8)
      .map(({ text, hint }) => ({ line: `${command} ${text}`, complete: true, name: text, hint }));
  }

  #show(offers) {
    this.#offers = offers;
    this.#popup.hidden = offers.length === 0;
    this.#popup.replaceChildren(...offers.map((offer, index) => el("li",
      { id: `completion-${index}`, role: "option", onmousedown: (event) => { event.preventDefault(); this.#take(offer); } },
      el("code", {}, offer.name), el("span", {}, offer.hint ?? ""))));
    // A command's name is selected at once; an id only with the arrow keys, so that Enter sends what was typed.
    this.#activate(offers.length === 1 && !offers[0].complete ? 0 : -1);
  }

  #activate(index) {
    this.#active = index;
    [...this.#popup.children].forEach((row, at) => row.setAttribute("aria-selected", String(at === index)));
    if (index < 0) this.#line.removeAttribute("aria-activedescendant");
    else this.#line.setAttribute("aria-activedescendant", `completion-${index}`);
    this.#popup.children[index]?.scrollIntoView({ block: "nearest" });
  }
}
