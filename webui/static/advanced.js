// Shows the query that the advanced form makes, and what it means, while the form is filled in.
// The server writes it, the same as when the form is sent.

const WAIT = 300;
const form = document.querySelector("form.advanced");
let timer;
let asking;

form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(write, WAIT);
});

async function write() {
  asking?.abort();
  asking = new AbortController();
  try {
    const answer = await fetch(`${form.action}?${new URLSearchParams(new FormData(form))}`, { signal: asking.signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const written = page.getElementById("fraga");
    if (written) document.getElementById("fraga").replaceChildren(...written.childNodes);
  } catch {
    // What is shown stays until the next change; the form itself can be sent at any time.
  }
}
