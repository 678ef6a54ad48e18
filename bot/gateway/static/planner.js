// A link may carry a plan behind its "#", where no server reads it: fill the form from there.

const form = document.querySelector("#plan-formular");
const filled = document.querySelector("#gefuellt");

function fill(parameters) {
  let count = 0;
  for (const [position, field] of [...form.querySelectorAll("[name=land]")].entries()) {
    const value = parameters.getAll("land")[position] ?? "";
    if ([...field.options].some((option) => option.value === value)) {
      field.value = value;
      count += value ? 1 : 0;
    }
  }
  for (const box of form.querySelectorAll("[name=programm]")) {
    box.checked = parameters.getAll("programm").includes(box.value);
    count += box.checked ? 1 : 0;
  }
  for (const field of form.elements) {
    if (!field.name || field.name === "land" || field.name === "programm") {
      continue;
    }
    const value = (parameters.get(field.name) ?? "").slice(0, 60);
    field.value = value;
    // A choice or a date that does not exist stays empty.
    count += field.value ? 1 : 0;
  }
  for (const details of form.querySelectorAll("details")) {
    details.open = [...details.querySelectorAll("select, input")].some((field) =>
      field.type === "checkbox" ? field.checked : field.value !== "",
    );
  }
  return count;
}

function fillFromLink() {
  const parameters = new URLSearchParams(location.hash.slice(1));
  if (!form || !parameters.has("beginn")) {
    return;
  }
  filled.hidden = fill(parameters) === 0;
  form.querySelector("button[type=submit]").focus();
}

fillFromLink();
addEventListener("hashchange", fillFromLink);
