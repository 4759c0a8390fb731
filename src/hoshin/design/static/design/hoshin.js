/* Comfort only: every page reads and works without this file. */
"use strict";

/* A filter takes effect on choosing; without a script there is the button. */
function submitFiltersOnChange() {
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-auto-submit]");
    if (form && event.target.matches("select")) form.requestSubmit();
  });
}

/* An empty choice would leave ?stage=&department= in an address that people pass on. */
function sendOnlyWhatIsSet() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-auto-submit]")) return;
    const unset = [...form.elements].filter((control) => control.name && control.value === "" && !control.disabled);
    unset.forEach((control) => (control.disabled = true));
    /* Coming back with the browser's button must find them usable. */
    setTimeout(() => unset.forEach((control) => (control.disabled = false)));
  });
}

/* The account menu closes as menus do: with Escape, or with a press elsewhere. */
function closeMenus() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details.account[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.account[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
}

/* Forms that ask for it warn before what was typed is lost. */
function warnOfUnsavedChanges() {
  let isUnsaved = false;
  document.addEventListener("input", (event) => {
    if (event.target.closest("form[data-warn-unsaved]")) isUnsaved = true;
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("form[data-warn-unsaved]")) isUnsaved = false;
  });
  document.addEventListener("draft-kept", () => (isUnsaved = false));
  window.addEventListener("beforeunload", (event) => {
    if (isUnsaved) event.preventDefault();
  });
}

/* After a refused form the reader is taken to what is wrong. */
function focusErrorSummary() {
  const summary = document.querySelector("[data-autofocus]");
  if (summary) summary.focus();
}

submitFiltersOnChange();
sendOnlyWhatIsSet();
closeMenus();
warnOfUnsavedChanges();
focusErrorSummary();
