// The list of messages: days, authors, ephemeral messages, and threads.
import { daysAway, el, icon, timeOfDay } from "./text.js";

const SAME_BREATH_S = 300;
const drawn = new WeakMap();
const seconds = (item) => Number(item.ts);

function dayName(date, now) {
  const word = { 0: "Today", "-1": "Yesterday" }[daysAway(date, now)];
  return word ?? new Intl.DateTimeFormat("en-US", { weekday: "long", month: "long", day: "numeric" }).format(date);
}

function used(item, view) {
  if (!item.command) return null;
  const { user, text } = item.command;
  const typed = text.startsWith("/") ? text : `${view.command} ${text}`.trim();
  return el("p", { class: "used" }, el("b", {}, view.names.user(user)), " used ", el("code", {}, typed));
}

function noticeRow(item) {
  return el("li", { class: "notice" }, icon("eye"), el("span", {}, item.text));
}

function messageRow(item, { compact, replies }, view) {
  const date = new Date(seconds(item) * 1000);
  const author = view.names.user(item.author.name);
  const when = el("time", { datetime: date.toISOString(), title: date.toLocaleString() }, timeOfDay(date));
  return el("li", { class: `message ${compact ? "compact" : ""} ${item.visible_to ? "private" : ""}`, "data-ts": item.ts },
    item.visible_to && el("p", { class: "only-you" }, icon("eye"), "Only visible to you"),
    used(item, view),
    el("div", { class: "row" },
      compact ? el("span", { class: "gutter" }, when) : view.avatar(author, item.author.is_bot),
      el("div", { class: "said" },
        el("p", { class: compact ? "byline unseen" : "byline" }, el("b", {}, author),
          item.author.is_bot && el("span", { class: "badge" }, "app"), compact ? null : when),
        view.content(item),
        item.edited && el("span", { class: "edited" }, "(edited)"))),
    view.more(item),
    replies.length > 0 && el("ol", { class: "thread", "aria-label": "Thread" },
      replies.map((reply) => messageRow(reply, { compact: false, replies: [] }, view))));
}

function intro(view) {
  return el("li", { class: "intro" }, el("h3", {}, view.placeName),
    el("p", {}, "Type ", el("code", {}, view.command), " and the name of a person, choose one of the suggestions below, or mention @Spott in a message."));
}

function rows(items, view) {
  const now = new Date();
  const sorted = [...items].sort((one, other) => seconds(one) - seconds(other));
  const present = new Set(sorted.map(({ ts }) => ts));
  const isReply = ({ ts, thread_ts: parent }) => parent && parent !== ts && present.has(parent);
  const result = [{ key: `intro ${view.placeName}`, make: () => intro(view) }];
  let day = null;
  let before = null;
  for (const item of sorted.filter((one) => !isReply(one))) {
    const date = new Date(seconds(item) * 1000);
    const name = dayName(date, now);
    if (name !== day) result.push({ key: `day ${name}`, make: () => el("li", { class: "day" }, el("span", {}, name)) });
    if (item.notice) {
      result.push({ key: `notice ${item.ts}`, make: () => noticeRow(item) });
      before = null;
    } else {
      const replies = sorted.filter((one) => isReply(one) && one.thread_ts === item.ts);
      const compact = name === day && !item.command && !item.author.is_bot && before?.author.name === item.author.name
        && !before.command && seconds(item) - seconds(before) < SAME_BREATH_S;
      const key = JSON.stringify([view.me, item, compact, replies]);
      result.push({ key, make: () => messageRow(item, { compact, replies }, view) });
      before = item.visible_to || replies.length ? null : item;
    }
    day = name;
  }
  return result;
}

/**
 * Show these items in the list. Unchanged items keep their node, and with it focus and scroll position, so that
 * a screen reader announces only new ones.
 */
export function drawMessages(list, items, view) {
  const kept = new Map([...list.children].map((node) => [drawn.get(node), node]));
  const nodes = rows(items, view).map(({ key, make }) => {
    const node = kept.get(key) ?? make();
    drawn.set(node, key);
    return node;
  });
  const wanted = new Set(nodes);
  [...list.children].filter((node) => !wanted.has(node)).forEach((node) => node.remove());
  nodes.forEach((node, index) => {
    if (list.children[index] !== node) list.insertBefore(node, list.children[index] ?? null);
  });
}
