// Walks between the marked words of an article, and says where one is.

const places = document.querySelector(".places[data-place]");
const marks = [...document.querySelectorAll(".body mark[id]")];
const said = places.dataset;
let at = -1;

const bar = document.createElement("div");
bar.className = "walk";
bar.setAttribute("role", "group");
bar.setAttribute("aria-label", said.label);
const where = document.createElement("p");
where.setAttribute("role", "status");
where.textContent = said.all.replace("{all}", marks.length);
bar.append(button(said.before, -1), where, button(said.after, 1));
places.after(bar);
document.body.classList.add("walked");
window.addEventListener("hashchange", find);
find();

function button(text, step) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "second";
  made.textContent = text;
  made.addEventListener("click", () => go(at < 0 && step < 0 ? marks.length - 1 : at + step));
  return made;
}

function find() {
  const named = marks.findIndex((mark) => `#${mark.id}` === location.hash);
  if (named >= 0) tell(named);
}

function go(to) {
  tell((to + marks.length) % marks.length);
  marks[at].scrollIntoView({ block: "center" });
}

function tell(to) {
  marks[at]?.classList.remove("here");
  at = to;
  marks[at].classList.add("here");
  where.textContent = said.place.replace("{n}", at + 1).replace("{all}", marks.length);
}
