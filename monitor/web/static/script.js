// Reads the figures of a step out of the tables below the chart, and chooses a time on it.
// Without it the page shows the same figures; nothing is loaded, nothing is sent.
"use strict";
(() => {
  const plot = document.getElementById("plot");
  const readout = document.getElementById("readout");
  const tables = [...document.querySelectorAll("table[data-topic]")];
  if (!plot || !readout || !tables.length) return;

  const number = (name) => Number(plot.dataset[name]);
  const left = number("left"), right = number("right"), width = number("width");
  const top = number("top"), bottom = number("bottom"), height = number("height");
  const rows = tables.map((table) => [...table.tBodies[0].rows]);
  const steps = rows[0].length;
  let at = -1, anchor = -1, dragging = false;

  const box = (name) => {
    const made = document.createElement("div");
    made.className = name;
    made.hidden = true;
    plot.append(made);
    return made;
  };
  const chosen = box("chosen"), cursor = box("cursor");
  for (const mark of [chosen, cursor]) {
    mark.style.top = `${(top / height) * 100}%`;
    mark.style.height = `${((bottom - top) / height) * 100}%`;
  }
  for (const title of plot.querySelectorAll("svg g title")) title.remove();
  plot.classList.add("live");
  plot.tabIndex = 0;
  plot.setAttribute("role", "group");
  plot.setAttribute("aria-label", "Chart, step by step with the arrow keys");
  plot.setAttribute("aria-describedby", "hint");
  const hint = document.getElementById("hint");
  const verb = window.matchMedia("(pointer: coarse)").matches ? "Touch" : "Point at";
  hint.textContent = hint.textContent.replace("Point at", verb);
  hint.hidden = false;
  readout.hidden = false;
  readout.textContent = `${verb} the chart to read a step.`;

  const part = (tag, text) => {
    const made = document.createElement(tag);
    made.textContent = text;
    return made;
  };
  const cells = (row) => [...row.cells].map((cell) => cell.textContent);
  const percent = (step) => ((left + (step / steps) * (right - left)) / width) * 100;

  const range = () => [Math.min(anchor, at), Math.max(anchor, at)];

  function show(step) {
    at = Math.max(0, Math.min(steps - 1, step));
    cursor.hidden = false;
    cursor.style.left = `${percent(at + 0.5)}%`;
    readout.replaceChildren(...(anchor >= 0 && anchor !== at ? telling() : reading()));
    chosen.hidden = anchor < 0;
    if (anchor >= 0) {
      const [first, last] = range();
      chosen.style.left = `${percent(first)}%`;
      chosen.style.width = `${percent(last + 1) - percent(first)}%`;
    }
  }

  function reading() {
    const heading = part("b", cells(rows[0][at])[0]);
    const link = rows[0][at].querySelector("a");
    if (link) {
      const report = part("a", "its report");
      report.href = link.href;
      heading.append(" · ", report);
    }
    const lines = tables.map((table, place) => {
      return part("span", `${table.dataset.topic}: ${told(cells(rows[place][at]))}`);
    });
    return [heading, ...lines];
  }

  function told([, posts, people, tone, watched]) {
    if (posts === "—") return "not watched, not known";
    if (posts === "too few people") return "too few people to tell their figures";
    const of = (n, one, many) => `${n} ${n === "1" ? one : many}`;
    const share = watched === "—" ? "" : `, ${watched} watched`;
    const read = /^[+−\d]/.test(tone) ? `tone ${tone}` : tone === "—" ? "no tone" : `no tone: ${tone}`;
    return `${of(posts, "post", "posts")} by ${of(people, "person", "people")}, ${read}${share}`;
  }

  function telling() {
    const [first, last] = range();
    const names = [first, last].map((step) => cells(rows[0][step])[0]);
    return [part("b", names.join(" to ")), part("span", "Let go, or press enter, to see this time.")];
  }

  function clear() {
    anchor = -1;
    dragging = false;
    chosen.hidden = true;
  }

  function zoom() {
    const [first, last] = range();
    const here = new URL(window.location.href);
    here.searchParams.set("since", rows[0][first].dataset.start);
    here.searchParams.set("until", rows[0][last].dataset.end);
    for (const name of ["range", "by"]) here.searchParams.delete(name);
    window.location.assign(here);
  }

  const stepOf = (event) => {
    const frame = plot.getBoundingClientRect();
    const x = ((event.clientX - frame.left) / frame.width) * width;
    return Math.floor(((x - left) / (right - left)) * steps);
  };

  plot.addEventListener("pointermove", (event) => show(stepOf(event)));
  plot.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    anchor = -1;
    show(stepOf(event));
    if (event.pointerType === "mouse") {
      anchor = at;
      dragging = true;
      plot.setPointerCapture(event.pointerId);
    }
  });
  plot.addEventListener("pointerup", () => {
    if (dragging && anchor !== at) zoom();
    else clear();
  });
  plot.addEventListener("pointercancel", clear);
  plot.addEventListener("keydown", (event) => {
    const moves = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: steps - 1 };
    if (event.key in moves) {
      if (!event.shiftKey) clear();
      else if (anchor < 0) anchor = Math.max(at, 0);
      show(at < 0 && event.key === "ArrowLeft" ? steps - 1 : moves[event.key]);
      event.preventDefault();
    } else if (event.key === "Enter" && anchor >= 0) {
      zoom();
    } else if (event.key === "Escape") {
      clear();
      if (at >= 0) show(at);
    }
  });
})();
