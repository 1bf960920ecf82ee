// Slack's text in the browser: mrkdwn, plain text, emoji and dates become DOM nodes.
// All strings become text nodes: the browser never parses any of them as markup.
// https://docs.slack.dev/messaging/formatting-message-text

/** Create an element; functions become event listeners, null and false attributes are left out. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** One of the icons drawn in index.html. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#icon-${name}`);
  svg.append(use);
  return svg;
}

// The names that cards and notices use; any other name is shown as written.
const EMOJI = new Map(`red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡 large_green_circle 🟢 large_blue_circle 🔵
large_purple_circle 🟣 large_brown_circle 🟤 white_circle ⚪ black_circle ⚫ large_red_square 🟥 large_orange_square 🟧
large_yellow_square 🟨 large_green_square 🟩 large_blue_square 🟦 large_purple_square 🟪 large_brown_square 🟫
white_large_square ⬜ black_large_square ⬛ warning ⚠️ white_check_mark ✅ heavy_check_mark ✔️ x ❌ no_entry ⛔
no_entry_sign 🚫 exclamation ❗ question ❓ rotating_light 🚨 information_source ℹ️ bulb 💡 alarm_clock ⏰ hourglass ⌛
hourglass_flowing_sand ⏳ clock3 🕒 calendar 📆 date 📅 spiral_calendar_pad 🗓️ bust_in_silhouette 👤
busts_in_silhouette 👥 briefcase 💼 office 🏢 round_pushpin 📍 pushpin 📌 phone ☎️ telephone_receiver 📞 iphone 📱
email 📧 envelope ✉️ link 🔗 mag 🔍 lock 🔒 key 🔑 eyes 👀 eye 👁️ wave 👋 tada 🎉 sparkles ✨ star ⭐ memo 📝
speech_balloon 💬 handshake 🤝 bell 🔔 gear ⚙️ arrows_counterclockwise 🔄 repeat 🔁 wastebasket 🗑️ arrow_right ➡️
point_right 👉 +1 👍 thumbsup 👍 heart ❤️ fire 🔥 rocket 🚀 smile 😄 robot_face 🤖 house 🏠 door 🚪`.split(/\s+/)
  .reduce((pairs, word, index, words) => (index % 2 ? pairs : [...pairs, [word, words[index + 1]]]), []));

/** An emoji by its name, or `:name:` if this page does not have it. */
export function emoji(name) {
  const drawn = EMOJI.get(name);
  return drawn ? el("span", { class: "emoji", role: "img", "aria-label": name.replaceAll("_", " ") }, drawn) : `:${name}:`;
}

const ENGLISH = "en-US";
let locale = ENGLISH;

/** Write dates as the user's Slack does from now on: in its language, or in English if that is unknown. */
export const readDatesIn = (tag) => { locale = tag && !tag.startsWith("en") ? tag : ENGLISH; };

const written = (date, options) => new Intl.DateTimeFormat(locale, options).format(date);
const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate());

/** The time of day in the reader's time zone. */
export const timeOfDay = (date) => written(date, { hour: "numeric", minute: "2-digit" });

/** Days from `now` to `date` by the reader's calendar: 0 is today, -1 yesterday. */
export const daysAway = (date, now) => Math.round((midnight(date) - midnight(now)) / 864e5);

function ago(date, now) {
  const seconds = (date - now) / 1000;
  const unit = [["year", 31557600], ["month", 2629800], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]]
    .find(([name, size]) => Math.abs(seconds) >= size || name === "second");
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(Math.trunc(seconds / unit[1]), unit[0]);
}

const ORDINAL = { one: "st", two: "nd", few: "rd", other: "th" };
const ordinal = (day) => day + ORDINAL[new Intl.PluralRules(ENGLISH, { type: "ordinal" }).select(day)];

const LENGTHS = {
  date: { month: "long", day: "numeric" },
  date_short: { month: "short", day: "numeric" },
  date_long: { weekday: "long", month: "long", day: "numeric" },
};

function dateToken(token, date, now) {
  const [kind, pretty] = token.split("_pretty");
  if (pretty === "") {
    const days = daysAway(date, now);
    if (Math.abs(days) <= 1) return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(days, "day");
  }
  const month = (length) => written(date, { month: length });
  // Slack drops the year of a date within about six months.
  const isNear = Math.abs(date - now) < 183 * 864e5;
  const year = isNear ? "" : `, ${date.getFullYear()}`;
  const two = (number) => String(number).padStart(2, "0");
  if (locale !== ENGLISH && kind in LENGTHS) return written(date, { ...LENGTHS[kind], ...(isNear ? {} : { year: "numeric" }) });
  switch (kind) {
    case "date_num": return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
    case "date": return `${month("long")} ${ordinal(date.getDate())}${year}`;
    case "date_short": return `${month("short")} ${date.getDate()}${year}`;
    case "date_long": return `${written(date, { weekday: "long" })}, ${month("long")} ${ordinal(date.getDate())}${year}`;
    case "time": return timeOfDay(date);
    case "time_secs": return written(date, { hour: "numeric", minute: "2-digit", second: "2-digit" });
    case "ago": return ago(date, now);
    default: return `{${token}}`;
  }
}

/** A date formatted with Slack's tokens, in the reader's time zone. */
export function dateNode(timestamp, format, fallback, url, now = new Date()) {
  const date = new Date(Number(timestamp) * 1000);
  if (!Number.isFinite(date.getTime()) || !format) return fallback ?? "";
  const words = format.replace(/\{(\w+)\}/g, (_, token) => dateToken(token, date, now));
  const title = written(date, { dateStyle: "full", timeStyle: "long" });
  const node = el("time", { datetime: date.toISOString(), title }, words);
  return url ? linkNode(url, node) : node;
}

/** A link that opens in a new tab; other schemes stay text. */
export function linkNode(url, label) {
  if (!/^(https?:\/\/|mailto:|tel:)/i.test(url)) return label || url;
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, label || url.replace(/^(mailto|tel):/i, ""));
}

export const userNode = (id, names) => el("span", { class: id === names.me ? "mention me" : "mention" }, `@${names.user(id)}`);
export const channelNode = (id, names) => el("span", { class: "mention" }, `#${names.channel(id)}`);
export const broadcastNode = (range) => el("span", { class: "mention me" }, `@${range}`);

const unescape = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

function bracket(inside, names) {
  const bar = inside.indexOf("|");
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? "" : unescape(inside.slice(bar + 1));
  if (/^@[UW]/.test(target)) return userNode(target.slice(1), names);
  if (/^#[CGD]/.test(target)) return channelNode(target.slice(1), names);
  if (target.startsWith("!date^")) {
    const [, timestamp, format, url] = target.split("^");
    return dateNode(timestamp, format, label, url && unescape(url));
  }
  if (/^!(here|channel|everyone)$/.test(target)) return broadcastNode(target.slice(1));
  if (target.startsWith("!subteam^")) return el("span", { class: "mention" }, label || `@${target.slice(9)}`);
  if (/^(https?:|mailto:|tel:)/i.test(target)) return linkNode(unescape(target), label);
  return unescape(`<${inside}>`);
}

const WORD = (mark) => `[\\p{L}\\p{N}${mark}]`;
// A style starts after a space and before a character, and ends the other way round; code and <…> are parsed first.
const style = (mark) => `(?<!${WORD(mark)})[${mark}](?![\\s${mark}])([^${mark}\\n]*[^\\s${mark}])[${mark}](?!${WORD(mark)})`;
const INLINE = new RegExp(
  "`([^`\\n]+)`|<([^<>\\n]+)>|:([a-z0-9_+'-]+):|(https?://[^\\s<>|]*[^\\s<>|.,;:!?)'\"])|(@(?:here|channel|everyone))\\b|"
  + ["*", "_", "~"].map(style).join("|"), "gu");

function inline(text, names, verbatim) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    const [whole, code, inside, name, url, broadcast, bold, italic, strike] = match;
    nodes.push(unescape(text.slice(end, match.index)));
    end = match.index + whole.length;
    const styled = (tag, words) => el(tag, {}, inline(words, names, verbatim));
    if (code) nodes.push(el("code", {}, unescape(code)));
    else if (inside) nodes.push(bracket(inside, names));
    else if (name) nodes.push(emoji(name));
    else if (bold) nodes.push(styled("b", bold));
    else if (italic) nodes.push(styled("i", italic));
    else if (strike) nodes.push(styled("s", strike));
    // Links and mentions without markup are detected only if the text is not verbatim.
    else if (verbatim) nodes.push(unescape(whole));
    else nodes.push(url ? linkNode(unescape(url)) : broadcastNode(broadcast.slice(1)));
  }
  nodes.push(unescape(text.slice(end)));
  return nodes;
}

/** Slack's mrkdwn as nodes. `verbatim` turns off automatic links. */
export function mrkdwn(text, names, verbatim = false) {
  return text.split(/\n?```\n?([\s\S]+?)\n?```\n?/).flatMap((part, index) => {
    if (index % 2) return el("pre", {}, unescape(part));
    return part.split(/((?:^(?:&gt;|>).*(?:\n|$))+)/m).map((piece, position) => {
      if (position % 2 === 0) return inline(piece, names, verbatim);
      return el("blockquote", {}, inline(piece.replace(/^(?:&gt;|>) ?/gm, "").trimEnd(), names, verbatim));
    }).flat();
  });
}

/** A Block Kit text object as nodes; plain text is literal except for emoji, unless `emoji: false`. */
export function textObject(object, names) {
  if (!object) return [];
  if (object.type === "mrkdwn") return mrkdwn(object.text, names, object.verbatim === true);
  if (object.emoji === false) return [object.text];
  return object.text.split(/:([a-z0-9_+'-]+):/).map((part, index) => (index % 2 ? emoji(part) : part));
}
