/* Saves a report while somebody types. The page works without it: then the button saves. */
"use strict";

const IDLE = 2500; /* after the last key */
const LATEST = 20000; /* even while typing goes on */

function keepDrafts(form) {
  const state = form.querySelector("[data-draft-state]");
  let isChanged = false;
  let isSending = false;
  let isStopped = false;
  let timer = 0;
  let waitingSince = 0;

  function tell(message, mood) {
    state.textContent = message;
    state.dataset.mood = mood;
  }

  function content() {
    const data = new FormData(form);
    /* A file goes up with the button: sent again and again with each draft, it would be kept each time. */
    for (const control of form.querySelectorAll("input[type=file]")) data.delete(control.name);
    return data;
  }

  async function send() {
    clearTimeout(timer);
    if (isStopped || !isChanged) return;
    if (isSending) {
      plan();
      return;
    }
    isSending = true;
    isChanged = false;
    waitingSince = 0;
    try {
      const response = await fetch(form.dataset.draftUrl, { method: "POST", body: content(), redirect: "error" });
      await take(response);
    } catch {
      isChanged = true;
      tell("通信できません。入力はこの画面に残っています。「保存する」を押すか、つながるまでお待ちください。", "warning");
      plan();
    } finally {
      isSending = false;
    }
  }

  async function take(response) {
    const answer = await response.json();
    if (response.ok) {
      form.elements.version.value = answer.version;
      form.elements.seen.value = answer.seen;
      tell(answer.message, "");
      if (!isChanged) form.dispatchEvent(new CustomEvent("draft-kept", { bubbles: true }));
      return;
    }
    tell(answer.message, "warning");
    /* Another person saved first: only the button shows both, so drafts would be refused from here on. */
    if (response.status === 409) isStopped = true;
  }

  function plan() {
    clearTimeout(timer);
    if (!waitingSince) waitingSince = Date.now();
    timer = setTimeout(send, Math.max(0, Math.min(IDLE, waitingSince + LATEST - Date.now())));
  }

  form.addEventListener("input", () => {
    isChanged = true;
    if (!isStopped) plan();
  });
  form.addEventListener("submit", () => {
    isStopped = true;
    clearTimeout(timer);
  });
}

document.querySelectorAll("form[data-draft-url]").forEach(keepDrafts);
