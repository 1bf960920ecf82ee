// The local Slack's page: the current user and conversation, and what that user sees there.
import { drawBlocks } from "./blocks.js";
import { Composer } from "./composer.js";
import { HOME, HomeTab } from "./home.js";
import { drawMessages } from "./messages.js";
import { openMenu } from "./menus.js";
import { confirmed, Modals } from "./modals.js";
import { el, icon, mrkdwn, readDatesIn } from "./text.js";
import { Thread } from "./thread.js";

const $ = (id) => document.getElementById(id);
const AGAIN_AFTER_MS = 2000;
const NEAR_THE_END_PX = 80;

let state = null;
let me = "";
let channel = "";
const posts = new Map();
const notices = [];
const unread = new Set();
let following = true;

// ---- users and conversations

const user = (id) => state.users.find((one) => one.id === id);
const isDirect = ({ kind }) => ["dm", "group"].includes(kind);
// A conversation without a list of members is shown to everyone.
const seesChannel = (one, who = me) => !one.members || one.members.includes(who);
const seenBy = (who) => (post) => !post.visible_to || post.visible_to === who;

function userName(id) {
  return user(id)?.name ?? (id === state.bot.id ? state.bot.name : id);
}

/** A direct message is named after the other members or, if they are unknown, after its own name. */
function placeName(place) {
  if (!place) return "";
  const others = isDirect(place) && place.members?.filter((id) => id !== me);
  if (others?.length) return others.map(userName).join(", ");
  return place.kind === "group" ? place.name.replace(/^mpdm-|-\d+$/g, "").replaceAll("--", ", ") : place.name;
}

const appHome = () => ({ id: HOME, kind: "app", name: state.bot.name, note: "" });
const here = () => (channel === HOME ? appHome() : state.channels.find(({ id }) => id === channel));
const places = () => state.channels.filter((one) => seesChannel(one));
// What a menu offers; the server knows, too.
const inMenu = ({ include, exclude_external_shared_channels: ours } = {}) => state.channels.filter((one) =>
  (seesChannel(one) || (one.type === "public" && !/guest|stranger/.test(user(me).role)))
  && include?.includes(one.type) !== false && !(ours && one.is_external));
const withBot = () => places().find(({ kind, members }) => kind === "dm" && members?.includes(state.bot.id));
const title = (place) => (isDirect(place) ? placeName(place) : `#${place.name}`);
const names = {
  get me() { return me; },
  user: userName,
  channel: (id) => state.channels.find((one) => one.id === id)?.name ?? id,
};
const context = () => ({ names, channel, act, people: state.users.map(({ id, name }) => ({ value: id, text: name })),
  conversations: (filter) => inMenu(filter).map((place) => ({ value: place.id, text: title(place) })) });

// ---- talking to the server

async function post(what, body) {
  try {
    const answer = await fetch(`/page/${what}`, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    return await answer.json();
  } catch {
    return { ok: false, error: "the local Slack gave no answer" };
  }
}

async function tell(what, body) {
  const answer = await post(what, { user: me, channel, ...body });
  if (answer.ok === false) notice(me, channel, `That did not work: ${answer.error}`);
}

async function act(action, confirm) {
  if (await confirmed(confirm)) await tell("click", action);
}

function send(line) {
  const { command } = state;
  const isOurs = line === command || line.startsWith(`${command} `);
  if (isOurs && thread.ts) notice(me, channel, `${command} is not supported in threads. Sorry!`);
  else if (isOurs) tell("command", { text: line.slice(command.length).trim() });
  else if (/^\/\w/.test(line)) notice(me, channel, `${line.split(/\s/)[0]} is not a valid command.`);
  else tell("say", { text: line, thread_ts: thread.ts });
}

// ---- rendering

function avatar(name, isBot) {
  const initials = name.split(/\s+/).map((word) => [...word][0]).slice(0, 2).join("");
  const node = el("span", { class: isBot ? "avatar bot" : "avatar", "aria-hidden": "true" }, isBot ? icon("bot") : initials);
  node.style.setProperty("--hue", [...name].reduce((sum, letter) => (sum * 9 + letter.codePointAt(0)) % 360, 0));
  return node;
}

const OUTSIDE = /guest|stranger|deactivated/;
const badge = (role) => role && el("span", { class: OUTSIDE.test(role) ? "badge outside" : "badge" }, role);

function placeIcon(place) {
  const name = placeName(place);
  if (isDirect(place) || place.kind === "app") return avatar(name, name === state.bot.name);
  return icon({ private: "lock", shared: "shared" }[place.kind] ?? "hash");
}

function drawSidebar() {
  const row = (place) => {
    const isNew = unread.has(`${me}/${place.id}`);
    const onclick = () => { go(me, place.id); $("line").focus(); };
    const current = place.id === channel && "page";
    return el("li", {}, el("button", { type: "button", class: isNew && "unread", "aria-current": current, onclick },
      placeIcon(place), el("span", {}, placeName(place)),
      isNew && el("span", { class: "dot" }, el("span", { class: "unseen" }, "unread"))));
  };
  const group = (title, list) => list.length > 0 && el("section", {}, el("h2", {}, title), el("ul", {}, list.map(row)));
  $("workspace").textContent = state.workspace.name;
  $("channels").replaceChildren(...[group("Channels", places().filter((one) => !isDirect(one))),
    group("Direct messages", places().filter(isDirect)),
    group("Apps", state.home ? [appHome()] : [])].filter(Boolean));
}

/** The tabs of the app: its Home, and the direct message with it. */
function drawTabs() {
  const tabs = [[HOME, "Home"], [withBot()?.id, "Messages"]].filter(([id]) => id);
  $("tabs").hidden = !state.home || !tabs.some(([id]) => id === channel);
  $("tabs").replaceChildren(...tabs.map(([id, name]) =>
    el("button", { type: "button", class: "plain", "aria-current": id === channel && "page", onclick: () => go(me, id) }, name)));
}

function drawHeader() {
  const place = here();
  $("channel-name").replaceChildren(...(place ? [placeIcon(place), el("span", {}, placeName(place))] : ["No channel to see"]));
  $("channel-note").textContent = place?.note ?? "";
  drawTabs();
  $("you").replaceChildren(el("span", { class: "you-are" }, "You are: "), avatar(userName(me)),
    el("b", {}, userName(me)), badge(user(me)?.role), icon("down"));
  document.title = `${place ? placeName(place) : "Nowhere"} – ${state.workspace.name}`;
}

function content(item) {
  const click = (action, confirm) => act({ ts: item.ts, ...action }, confirm);
  const draw = (blocks) => drawBlocks(blocks, { ...context(), act: click });
  const said = item.blocks?.length ? draw(item.blocks) : el("div", { class: "words" }, mrkdwn(item.text ?? "", names));
  return [said, ...item.unfurls.map((blocks) => el("div", { class: "unfurl" }, draw(blocks)))];
}

const shortcuts = (type) => state.shortcuts.filter((shortcut) => shortcut.type === type);

function openShortcuts(anchor, type, where) {
  openMenu(anchor, shortcuts(type).map(({ name, callback_id: id }) => (
    { label: [name, el("small", {}, state.bot.name)], run: () => tell("shortcut", { ...where, callback_id: id }) })));
}

function more(item) {
  // Slack offers neither threads nor shortcuts on ephemeral messages.
  if (item.visible_to) return null;
  const onclick = (event) => openShortcuts(event.currentTarget, "message", { ts: item.ts });
  return el("div", { class: "tools" }, thread.reply(item), shortcuts("message").length > 0 && el("button",
    { type: "button", class: "plain", "aria-label": "More actions", title: "More actions", "aria-haspopup": "menu", onclick },
    icon("more")));
}

function follow() {
  if (following) $("scroller").scrollTop = $("scroller").scrollHeight;
}

function drawTimeline() {
  const seen = [...posts.values()].filter((item) => item.channel === channel && seenBy(me)(item));
  const told = notices.filter((item) => item.channel === channel && item.user === me);
  drawMessages($("messages"), [...seen, ...told],
    { names, me, placeName: placeName(here()), command: state.command, avatar, content, more });
  follow();
}

/** Switch to another user or conversation; the URL keeps both for a reload. */
function go(who, where) {
  const before = [me, channel].join();
  thread.leave();
  me = user(who) ? who : state.users[0].id;
  readDatesIn(user(me).locale);
  channel = where === HOME && state.home ? HOME : (places().find(({ id }) => id === where) ?? places()[0])?.id ?? "";
  unread.delete(`${me}/${channel}`);
  history.replaceState(null, "", `#user=${me}&channel=${channel}`);
  document.body.classList.remove("sidebar-open");
  $("open-sidebar").setAttribute("aria-expanded", "false");
  composer.draw(here() ? title(here()) : "");
  $("home").hidden = channel !== HOME;
  $("messages").hidden = $("foot").hidden = channel === HOME;
  following = channel !== HOME;
  drawSidebar();
  drawHeader();
  drawTimeline();
  $("shortcuts").hidden = shortcuts("global").length === 0;
  modals.draw();
  home.draw();
  const tab = { [HOME]: "home", [withBot()?.id]: "messages" }[channel];
  if (tab && state.home && before !== [me, channel].join()) tell("home", { tab });
}

function notice(who, where, text) {
  if (where === HOME) {
    home.warn(text);
    return;
  }
  notices.push({ ts: String(Date.now() / 1000), user: who, channel: where, text, notice: true });
  drawTimeline();
}

// ---- events from the server

function take(event) {
  const { type } = event;
  if (type === "home") home.put(event.user, event.view);
  else if (type === "view") modals.put(event.user, event.view);
  else if (type === "view_closed") modals.remove(event.user, event.view);
  else if (type === "notice") {
    // Errors in a modal do not belong to a channel.
    if (event.channel || !modals.warn(event.user, event.text)) notice(event.user, event.channel || channel, event.text);
  }
  else if (event.post) {
    const key = `${event.post.channel}/${event.post.ts}`;
    if (type === "delete") posts.delete(key);
    else posts.set(key, event.post);
    const place = state.channels.find(({ id }) => id === event.post.channel);
    // A first direct message can open a conversation that this page does not know.
    if (!place) load();
    else if (type === "post") {
      state.users.filter(({ id }) => seesChannel(place, id) && seenBy(id)(event.post) && !(id === me && place.id === channel))
        .forEach(({ id }) => unread.add(`${id}/${place.id}`));
    }
    if (place?.id === channel) drawTimeline();
    drawSidebar();
  }
}

// Events that arrive while the state is loading are newer, and are applied after it.
let waiting = null;

async function load() {
  waiting ??= [];
  try {
    const answer = await fetch("/page/state");
    if (!answer.ok) throw new Error(`state: ${answer.status}`);
    state = await answer.json();
  } catch {
    setTimeout(load, AGAIN_AFTER_MS);
    return;
  }
  posts.clear();
  for (const item of state.posts) posts.set(`${item.channel}/${item.ts}`, item);
  const address = new URLSearchParams(location.hash.slice(1));
  go(me || address.get("user") || state.me, channel || address.get("channel"));
  modals.load(state.views);
  home.load(state.home ?? {});
  const late = waiting;
  waiting = null;
  late.forEach(take);
}

function listen() {
  const events = new EventSource("/page/events");
  events.addEventListener("open", () => { $("lost").hidden = true; load(); });
  events.addEventListener("message", ({ data }) => {
    const event = JSON.parse(data);
    if (waiting || !state) (waiting ??= []).push(event);
    else take(event);
  });
  events.addEventListener("error", () => {
    $("lost").hidden = false;
    // The browser reconnects by itself, except after an answer that was not an event stream.
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, AGAIN_AFTER_MS);
  });
}

// ---- start

const offered = () => ({ command: state.command, suggestions: state.suggestions, bot: state.bot.name });
const composer = new Composer(send, offered);
const thread = new Thread();
const modals = new Modals({ post, context, act, me: () => me });
const home = new HomeTab({ context, act, me: () => me });

$("you").addEventListener("click", (event) => openMenu(event.currentTarget, state.users.map(({ id, name, role }) => ({
  label: [avatar(name), el("span", {}, name), badge(role)], checked: id === me, run: () => go(id, channel) }))));
$("shortcuts").addEventListener("click", (event) => openShortcuts(event.currentTarget, "global", {}));
$("open-sidebar").addEventListener("click", () => {
  $("open-sidebar").setAttribute("aria-expanded", String(document.body.classList.toggle("sidebar-open")));
});
document.querySelector("main").addEventListener("click", () => {
  document.body.classList.remove("sidebar-open");
  $("open-sidebar").setAttribute("aria-expanded", "false");
});
document.querySelector(".skip").addEventListener("click", (event) => { event.preventDefault(); $("line").focus(); });
$("scroller").addEventListener("scroll", ({ currentTarget: box }) => {
  following = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_THE_END_PX;
});
new ResizeObserver(follow).observe($("scroller"));
listen();
