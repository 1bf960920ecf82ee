// Small menus next to a button: the browser's popover handles the top layer, Escape and clicks outside.
import { el } from "./text.js";

function place(menu, anchor) {
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const above = at.bottom + height + 12 > innerHeight;
  menu.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`;
  menu.style.top = `${above ? Math.max(8, at.top - height - 4) : at.bottom + 4}px`;
}

function step(event, entries) {
  const distance = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!distance) return;
  event.preventDefault();
  entries[(entries.indexOf(document.activeElement) + distance + entries.length) % entries.length].focus();
}

/**
 * Open a menu next to the button that was just clicked; a second click closes it.
 * @param {HTMLButtonElement} anchor the button; call this in its click handler, after which the browser opens the popover
 * @param {{label: (Node|string)[], run: () => void, checked?: boolean}[]} items
 */
export function openMenu(anchor, items) {
  if (anchor.popoverTargetElement) return;
  const menu = el("div", { class: "menu", popover: "auto", role: "menu" });
  const entries = items.map(({ label, run, checked }) => el("button", { type: "button", tabindex: -1,
    role: checked === undefined ? "menuitem" : "menuitemradio", "aria-checked": checked === undefined ? null : String(checked),
    onclick: () => { menu.hidePopover(); run(); } }, label));
  menu.append(...entries);
  menu.addEventListener("keydown", (event) => (event.key === "Tab" ? menu.hidePopover() : step(event, entries)));
  menu.addEventListener("toggle", ({ newState }) => {
    if (newState === "open") {
      place(menu, anchor);
      (entries.find((entry) => entry.getAttribute("aria-checked") === "true") ?? entries[0])?.focus();
    } else {
      anchor.popoverTargetElement = null;
      menu.remove();
    }
  });
  // A modal dialog makes everything outside it inert, so the menu is added next to its button.
  (anchor.closest("dialog") ?? document.body).append(menu);
  anchor.popoverTargetElement = menu;
}
