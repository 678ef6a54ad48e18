// Builds elements from text only: no string ever becomes markup.

// The folder that this very script came from: pages of ours, whatever page shows the chat.
export const SITE = new URL(".", document.currentScript?.src || document.baseURI);

export function el(tag, options = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(options)) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name === "class") {
      node.className = value;
    } else if (name === "on") {
      for (const [event, handler] of Object.entries(value)) {
        node.addEventListener(event, handler);
      }
    } else {
      node.setAttribute(name, value === true ? "" : value);
    }
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

export function button(label, handler, options = {}) {
  return el("button", { type: "button", ...options, on: { click: handler } }, label);
}

// Drawn with lines on a grid of 24.
const ICONS = {
  compass: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M15.5 8.5l-2 5-5 2 2-5z",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4.5 20c1-4 4-5.5 7.5-5.5s6.5 1.5 7.5 5.5",
  close: "M6 6l12 12M18 6L6 18",
  dots: "M5.5 12h.01M12 12h.01M18.5 12h.01",
  send: "M12 19V5M5.5 11.5L12 5l6.5 6.5",
  chat: "M4 5.5h16v10.5H11l-4.5 4v-4H4z",
  down: "M12 5v13M6 12.5l6 6 6-6",
  calendar: "M5 6h14v14H5zM5 10.5h14M9 3.5V7M15 3.5V7",
  link: "M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 5.7 5.7l1-1",
  speaker: "M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11",
};

export function icon(name) {
  const namespace = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(namespace, "svg");
  const path = document.createElementNS(namespace, "path");
  path.setAttribute("d", ICONS[name]);
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.append(path);
  return svg;
}

const SAFE = new Set(["https:", "mailto:", "tel:"]);

export function link(href, label, options = {}) {
  let url;
  try {
    url = new URL(href, SITE);
  } catch {
    return document.createTextNode(label);
  }
  const isOurs = url.origin === SITE.origin;
  if (!isOurs && !SAFE.has(url.protocol)) {
    return document.createTextNode(label);
  }
  // A page in a new tab keeps the conversation in view.
  const isPage = url.protocol.startsWith("http");
  const tab = isPage && !url.pathname.endsWith(".ics") ? { target: "_blank", rel: "noopener" } : {};
  return el("a", { href: url.href, ...tab, ...options }, label);
}

export function spans(items) {
  return items.map((span) => {
    if (span.href) {
      return link(span.href, span.text);
    }
    return span.bold ? el("strong", {}, span.text) : document.createTextNode(span.text);
  });
}

export function blocks(items) {
  return (items ?? []).map((block) =>
    block.kind === "ul"
      ? el("ul", {}, block.items.map((item) => el("li", {}, spans(item))))
      : el("p", {}, spans(block.spans)),
  );
}

// As in mails and on all pages: 01.02.2026.
export function germanDate(iso) {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso) ?? [];
  return day ? `${day}.${month}.${year}` : String(iso);
}
