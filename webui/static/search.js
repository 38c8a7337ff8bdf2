// The search field suggests how a question may go on (the ARIA 1.2 combobox pattern), and long
// facets can be searched. Without JavaScript, both are what they were: a field and a list.

const WAIT = 120;
const SHORTEST = 2;

const form = document.querySelector("form[data-suggestions]");
if (form) suggest(form, form.querySelector("input"));
// A page that the browser kept shows what its address says, not what was chosen on leaving it.
window.addEventListener("pageshow", (event) => event.persisted && form?.reset());
document.querySelectorAll(".find").forEach(findWithin);

function suggest(form, input) {
  const said = form.dataset;
  const list = document.createElement("ul");
  list.id = "forslag";
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", said.list);
  const status = document.createElement("div");
  status.className = "unseen";
  status.setAttribute("role", "status");
  input.after(list);
  form.append(status);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) input.setAttribute(name, value);

  let shown = [];
  let active = -1;
  let typed = input.value;
  let timer;
  let asking;

  input.addEventListener("input", () => {
    typed = input.value;
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", press);
  input.addEventListener("blur", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(shown[option.dataset.at]);
  });

  async function ask() {
    asking?.abort();
    const question = typed.trim();
    if (question.length < SHORTEST) return close();
    asking = new AbortController();
    try {
      const address = `${said.suggestions}?${new URLSearchParams({ q: question })}`;
      const answer = await fetch(address, { signal: asking.signal });
      if (answer.ok && document.activeElement === input) show((await answer.json()).suggestions);
    } catch {
      close(); // Suggestions are an extra: the search itself works without them.
    }
  }

  function show(suggestions) {
    shown = suggestions;
    list.replaceChildren(...shown.map(option));
    open(shown.length > 0);
    status.textContent =
      shown.length === 0 ? said.none : shown.length === 1 ? said.one : said.many.replace("{n}", shown.length);
  }

  function option(suggestion, at) {
    const item = document.createElement("li");
    item.id = `forslag-${at}`;
    item.dataset.at = at;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.append(suggestion.text);
    const kind = { topic: said.topic, title: said.title }[suggestion.kind];
    if (kind) {
      const label = document.createElement("span");
      label.textContent = kind;
      item.append(" ", label);
    }
    return item;
  }

  function press(event) {
    const { key } = event;
    if (event.isComposing) return;
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) ask();
      else move(key === "ArrowDown" ? 1 : -1);
    } else if (key === "Escape" && !list.hidden) {
      event.preventDefault();
      input.value = typed;
      close();
    } else if (key === "Enter" && !list.hidden && active >= 0) {
      event.preventDefault();
      choose(shown[active]);
    }
  }

  function move(step) {
    // The field itself is a stop between the last option and the first.
    active = ((active + 1 + step + shown.length + 1) % (shown.length + 1)) - 1;
    mark();
    input.value = active >= 0 && shown[active].kind === "word" ? shown[active].text : typed;
  }

  function mark() {
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === active)));
    if (active < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", `forslag-${active}`);
    list.children[active].scrollIntoView({ block: "nearest" });
  }

  function choose(suggestion) {
    if (suggestion.kind !== "word") return location.assign(suggestion.url);
    input.value = suggestion.text;
    close();
    form.requestSubmit();
  }

  function open(yes) {
    active = -1;
    mark();
    list.hidden = !yes;
    input.setAttribute("aria-expanded", String(yes));
  }

  function close() {
    clearTimeout(timer);
    asking?.abort();
    open(false);
    status.textContent = "";
  }
}

function findWithin(find) {
  const input = find.querySelector("input");
  const status = find.querySelector("[role=status]");
  const items = [...find.nextElementSibling.querySelectorAll("li")].reverse();
  input.addEventListener("input", () => {
    const wanted = input.value.trim().toLocaleLowerCase("sv");
    const matches = (item) => item.querySelector("label span").textContent.toLocaleLowerCase("sv").includes(wanted);
    // From the innermost outwards: a broader topic stays as long as one below it does.
    for (const item of items) item.hidden = !matches(item) && !item.querySelector("li:not([hidden])");
    status.textContent = items.every((item) => item.hidden) ? input.dataset.none : "";
  });
}
