// Block Kit as DOM: one function per block and element type, looked up by name in a table.
// https://docs.slack.dev/reference/block-kit/blocks
//
// `context` is what rendering needs from outside: `names` (of users), `conversations` and `people` to choose from,
// `channel` (the current one), `act(action, confirm)` for clicks, and in a modal `fields`, the list of its inputs.
import { broadcastNode, channelNode, dateNode, el, emoji, icon, linkNode, textObject, userNode } from "./text.js";
import { openMenu } from "./menus.js";

const notDrawn = (type) => el("p", { class: "not-drawn" }, `${type ?? "something without a type"}: not drawn on this page`);

function picture(element, className) {
  const alt = element.alt_text ?? "";
  const missing = () => el("span", { class: `${className} no-picture`, role: "img", "aria-label": alt },
    className === "wide" ? alt : "");
  // The page's content security policy blocks other hosts, so there is no point in loading it.
  if (!URL.canParse(element.image_url) || new URL(element.image_url).origin !== location.origin) return missing();
  return el("img", { class: className, alt, src: element.image_url, onerror: (event) => event.target.replaceWith(missing()) });
}

// ---- rich text

const STYLES = [["code", "code"], ["bold", "b"], ["italic", "i"], ["strike", "s"], ["underline", "u"]];
const styled = (node, style = {}) =>
  STYLES.reduce((inner, [name, tag]) => (style[name] ? el(tag, {}, inner) : inner), node);

const INLINE = {
  text: (part) => part.text,
  link: (part) => linkNode(part.url, part.text),
  emoji: (part) => emoji(part.name),
  user: (part, names) => userNode(part.user_id, names),
  channel: (part, names) => channelNode(part.channel_id, names),
  usergroup: (part) => el("span", { class: "mention" }, `@${part.usergroup_id}`),
  broadcast: (part) => broadcastNode(part.range),
  date: (part) => dateNode(part.timestamp, part.format, part.fallback, part.url),
  color: (part) => part.value,
};
const inlines = (parts, names) => parts.map((part) =>
  styled(INLINE[part.type]?.(part, names) ?? el("span", { class: "not-drawn" }, part.type), part.style));

const RICH = {
  rich_text_section: (part, names) => el("div", { class: "rich-section" }, inlines(part.elements, names)),
  rich_text_quote: (part, names) => el("blockquote", {}, inlines(part.elements, names)),
  rich_text_preformatted: (part, names) => el("pre", {}, inlines(part.elements, names)),
  rich_text_list: (part, names) => {
    const indent = Math.min(part.indent ?? 0, 8);
    const items = part.elements.map((item) => el("li", {}, inlines(item.elements, names)));
    const start = part.style === "ordered" && part.offset ? part.offset + 1 : null;
    const list = el(part.style === "ordered" ? "ol" : "ul", { class: `marker-${indent % 3}`, start }, items);
    list.style.marginLeft = `${indent * 28}px`;
    return list;
  },
};

// ---- elements

const isWeb = (url) => /^https?:\/\//i.test(url ?? "");
const origin = (element, block) => ({ type: element.type, block_id: block.block_id, action_id: element.action_id });

function button(element, block, context) {
  const attributes = { class: `button ${element.style ?? ""}`, "aria-label": element.accessibility_label,
    onclick: () => context.act({ ...origin(element, block), value: element.value }, element.confirm) };
  const words = textObject(element.text, context.names);
  // Slack reports clicks on link buttons, too.
  return isWeb(element.url)
    ? el("a", { ...attributes, href: element.url, target: "_blank", rel: "noopener noreferrer" }, words)
    : el("button", { ...attributes, type: "button" }, words);
}

function choose(element, block, context, option) {
  context.act({ ...origin(element, block), selected_option: option }, element.confirm);
}

function overflow(element, block, context) {
  return el("button", { class: "button", type: "button", "aria-label": "More", "aria-haspopup": "menu", onclick: (event) => {
    openMenu(event.currentTarget, element.options.map((option) => ({
      label: textObject(option.text, context.names), run: () => {
        if (isWeb(option.url)) window.open(option.url, "_blank", "noopener");
        choose(element, block, context, option);
      } })));
  } }, icon("more"));
}

/** Register an input with the modal; outside a modal, a change counts as a click. */
function stateful(element, block, context, node, read) {
  context.fields?.push({ block_id: block.block_id, action_id: element.action_id, node, read });
  const enter = element.type === "plain_text_input";
  if (block.type === "input" && !block.dispatch_action) return node;
  node.addEventListener(enter ? "keydown" : "change", (event) => {
    if (enter && (event.key !== "Enter" || event.isComposing || event.shiftKey)) return;
    event.preventDefault();
    context.act({ ...origin(element, block), ...read() }, element.confirm);
  });
  return node;
}

function select(element, block, context, groups, initial, read) {
  const entries = groups.flatMap(({ label, options }) => {
    const nodes = options.map(({ value, text }) => el("option", { value, selected: value === initial }, text));
    return label ? [el("optgroup", { label }, nodes)] : nodes;
  });
  const placeholder = element.placeholder?.text ?? "Choose an option";
  const node = el("select", { class: "control", "aria-label": placeholder },
    el("option", { value: "", selected: initial === undefined }, placeholder), entries);
  return stateful(element, block, context, node, () => read(node.value));
}

function staticSelect(element, block, context) {
  const grouped = element.option_groups ?? [{ options: element.options ?? [] }];
  const all = grouped.flatMap((group) => group.options);
  const groups = grouped.map((group) => ({ label: group.label?.text,
    options: group.options.map((option) => ({ value: option.value, text: option.text.text })) }));
  return select(element, block, context, groups, element.initial_option?.value, (value) =>
    ({ type: element.type, selected_option: all.find((option) => option.value === value) ?? null }));
}

/** A menu whose options the app suggests: a field to type in, above what was suggested for it. */
function externalSelect(element, block, context) {
  let options = [];
  let newest = "";
  const list = el("select", { class: "control", size: 6, hidden: true });
  const search = el("input", { class: "control", type: "search", placeholder: element.placeholder?.text, autocomplete: "off",
    oninput: async () => {
      const text = newest = search.value;
      if (text.length < (element.min_query_length ?? 3)) return;
      const { groups = [] } = await context.suggest(element.action_id, text);
      if (text !== newest) return;
      options = groups.flatMap((group) => group.options);
      list.replaceChildren(...groups.map((group) => {
        const nodes = group.options.map(({ value, text: words, description }) =>
          el("option", { value }, [words.text, description?.text].filter(Boolean).join(" – ")));
        return group.label ? el("optgroup", { label: group.label }, nodes) : nodes;
      }).flat());
      list.hidden = false;
    } });
  const node = el("div", { class: "choices", role: "group" }, search, list);
  return stateful(element, block, context, node, () =>
    ({ type: element.type, selected_option: options.find((option) => option.value === list.value) ?? null }));
}

function pickOf(key, initial, offered) {
  return (element, block, context) => select(element, block, context, [{ options: offered(element, context) }],
    element[initial] ?? (element.default_to_current_conversation ? context.channel : undefined),
    (value) => ({ type: element.type, [key]: value || null }));
}

function plainTextInput(element, block, context) {
  const node = el(element.multiline ? "textarea" : "input", { class: "control", placeholder: element.placeholder?.text,
    maxlength: element.max_length, rows: element.multiline ? 4 : null, autocomplete: "off" });
  node.value = element.initial_value ?? "";
  return stateful(element, block, context, node, () => ({ type: element.type, value: node.value || null }));
}

function choices(element, block, context) {
  const several = element.type === "checkboxes";
  const name = `${block.block_id}/${element.action_id}`;
  const initial = several ? element.initial_options ?? [] : [element.initial_option].filter(Boolean);
  const boxes = element.options.map((option) => el("input", { type: several ? "checkbox" : "radio", name,
    value: option.value, checked: initial.some(({ value }) => value === option.value) }));
  const rows = element.options.map((option, index) => el("label", { class: "choice" }, boxes[index],
    el("span", {}, textObject(option.text, context.names),
      option.description && el("small", {}, textObject(option.description, context.names)))));
  return stateful(element, block, context, el("div", { class: "choices", role: several ? "group" : "radiogroup" }, rows), () => {
    const picked = element.options.filter((_, index) => boxes[index].checked);
    return several ? { type: element.type, selected_options: picked }
      : { type: element.type, selected_option: picked[0] ?? null };
  });
}

const ELEMENTS = {
  button,
  overflow,
  image: (element) => picture(element, "thumbnail"),
  static_select: staticSelect,
  external_select: externalSelect,
  conversations_select: pickOf("selected_conversation", "initial_conversation", ({ filter }, on) => on.conversations(filter)),
  channels_select: pickOf("selected_channel", "initial_channel", (_, on) => on.conversations({ include: ["public"] })),
  users_select: pickOf("selected_user", "initial_user", (_, on) => on.people),
  plain_text_input: plainTextInput,
  radio_buttons: choices,
  checkboxes: choices,
};
const drawElement = (element, block, context) => ELEMENTS[element.type]?.(element, block, context) ?? notDrawn(element.type);

// ---- blocks

function section(block, context) {
  return el("div", { class: "section" },
    el("div", { class: "section-text" },
      block.text && el("div", {}, textObject(block.text, context.names)),
      block.fields && el("div", { class: "fields" },
        block.fields.map((field) => el("div", {}, textObject(field, context.names))))),
    block.accessory && el("div", { class: "accessory" }, drawElement(block.accessory, block, context)));
}

function input(block, context) {
  const control = drawElement(block.element, block, context);
  const id = `input-${block.block_id}`;
  const grouped = control.classList.contains("choices");
  if (!grouped) control.id = id;
  control.removeAttribute("aria-label");
  control.setAttribute("aria-describedby", `${id}-error`);
  const label = [textObject(block.label, context.names), block.optional && el("span", { class: "optional" }, " (optional)")];
  if (grouped) control.setAttribute("aria-labelledby", `${id}-label`);
  return el("div", { class: "input", "data-block": block.block_id },
    el(grouped ? "div" : "label", { class: "label", id: `${id}-label`, for: grouped ? null : id }, label),
    control,
    block.hint && el("p", { class: "hint" }, textObject(block.hint, context.names)),
    el("p", { class: "error", id: `${id}-error`, role: "alert" }));
}

const BLOCKS = {
  section,
  input,
  divider: () => el("hr"),
  header: (block, { names }) => el("h3", {}, textObject(block.text, names)),
  context: (block, { names }) => el("div", { class: "context" }, block.elements.map((element) =>
    (element.type === "image" ? picture(element, "tiny") : el("span", {}, textObject(element, names))))),
  image: (block, { names }) => el("figure", {},
    block.title && el("figcaption", {}, textObject(block.title, names)), picture(block, "wide")),
  actions: (block, context) => el("div", { class: "actions" },
    block.elements.map((element) => drawElement(element, block, context))),
  rich_text: (block, { names }) => el("div", { class: "rich" },
    block.elements.map((part) => RICH[part.type]?.(part, names) ?? notDrawn(part.type))),
};

/** Render a list of blocks; a type that this page does not know is named in grey rather than left out. */
export function drawBlocks(blocks, context) {
  return el("div", { class: "blocks" }, blocks.map((block) =>
    el("div", { class: "block" }, BLOCKS[block.type]?.(block, context) ?? notDrawn(block.type))));
}
