// Builds elements from text only: no string ever becomes markup.

export function el(tag, options = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(options)) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name === "class") {
      node.className = value;
    } else if (name === "onclick") {
      node.addEventListener("click", value);
    } else {
      node.setAttribute(name, value === true ? "" : value);
    }
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

const SAFE = new Set(["https:", "mailto:", "tel:"]);

export function link(href, label) {
  let url;
  try {
    url = new URL(href, window.location.origin);
  } catch {
    return document.createTextNode(label);
  }
  const ours = url.origin === window.location.origin;
  if (!ours && !SAFE.has(url.protocol)) {
    return document.createTextNode(label);
  }
  // A page in a new tab keeps the conversation in view.
  return url.protocol === "https:" && !ours
    ? el("a", { href: url.href, target: "_blank", rel: "noopener noreferrer" }, label)
    : el("a", { href: url.href }, label);
}

function spans(items) {
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
      ? el("ul", {}, ...block.items.map((item) => el("li", {}, ...spans(item))))
      : el("p", {}, ...spans(block.spans)),
  );
}

export function germanDate(iso) {
  const parts = String(iso).split("-").map(Number);
  return parts.length === 3 && parts.every(Number.isFinite)
    ? `${parts[2]}.${parts[1]}.${parts[0]}`
    : String(iso);
}
