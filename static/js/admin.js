/* Gives each of the administration's boxes that search the name of its field: select2 gives them none. */

addEventListener("load", () => {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const label = document.querySelector(`label[for="${select.id}"]`);
    const box = select.nextElementSibling;
    if (!label || !box) continue;
    const name = label.textContent.trim().replace(/:$/, "");
    for (const part of box.querySelectorAll('[role="combobox"], [role="textbox"]')) part.setAttribute("aria-label", name);
  }
});
