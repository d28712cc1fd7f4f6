// What the page does better with a script: clocks that run, files that drop, news of alerts. All works without.

function distance(milliseconds) {
  const gap = Math.abs(milliseconds);
  const seconds = Math.floor(gap / 1000);
  const [days, hours, minutes] = [Math.floor(seconds / 86400), Math.floor(seconds / 3600), Math.floor(seconds / 60)];
  const pad = (n) => String(n).padStart(2, "0");
  const words = days >= 2 ? `${days} days` : `${hours}:${pad(minutes % 60)}:${pad(seconds % 60)}`;
  return milliseconds > 0 ? `in ${words}` : `passed ${words} ago`;
}

function tick() {
  for (const clock of document.querySelectorAll("[data-countdown]")) {
    const left = new Date(clock.dateTime) - Date.now();
    clock.textContent = distance(left);
    clock.classList.toggle("near", left < 6 * 3600 * 1000);
  }
}

function acceptDrops(form) {
  const input = form.querySelector("input[type=file]");
  for (const name of ["dragover", "dragenter"]) {
    form.addEventListener(name, (event) => { event.preventDefault(); form.classList.add("dropping"); });
  }
  form.addEventListener("dragleave", () => form.classList.remove("dropping"));
  form.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    form.classList.remove("dropping");
    input.files = event.dataTransfer.files;
    form.requestSubmit();
  });
}

async function askForNews() {
  const known = Number(document.body.dataset.openAlerts);
  const answer = await fetch("/api/v1/alerts?state=open&limit=1000");
  if (!answer.ok) return;
  const open = (await answer.json()).length;
  const news = document.getElementById("news");
  if (open > known) {
    news.firstElementChild.textContent = open - known === 1 ? "1 new alert." : `${open - known} new alerts.`;
    news.hidden = false;
    document.title = `(${open}) ${document.title.replace(/^\(\d+\) /, "")}`;
  }
}

function rememberName() {
  for (const input of document.querySelectorAll("input[name=by]")) {
    input.value ||= sessionStorage.getItem("by") ?? "";
    input.addEventListener("change", () => sessionStorage.setItem("by", input.value));
  }
}

tick();
setInterval(tick, 1000);
document.querySelectorAll("[data-drop]").forEach(acceptDrops);
rememberName();
setInterval(() => askForNews().catch(() => {}), 1000 * Number(document.body.dataset.poll));
