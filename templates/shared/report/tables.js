// Sorts a table by the heading that is pressed, and says where one is wider than its room;
// without scripts the tables are merely not sorted.
(function () {
  "use strict";
  var words = document.documentElement.lang;
  function key(row, place) {
    var cell = row.cells[place];
    return cell.dataset.order || cell.textContent.trim();
  }
  function number(text) {
    var plain = text.replace(/[๐-๙]/g, function (digit) {
      return digit.charCodeAt(0) - 0x0e50;
    }).replace(/,/g, "");
    var found = /^(\d+)\/(\d+)/.exec(plain);
    if (found) { return found[1] / found[2]; }
    return /^\d/.test(plain) ? parseFloat(plain) : -1;
  }
  function compare(a, b, isNumber) {
    if (isNumber) { return number(a) - number(b); }
    return a.localeCompare(b, words, { numeric: true });
  }
  function sort(table, heading) {
    var body = table.tBodies[0], place = heading.cellIndex;
    var up = heading.getAttribute("aria-sort") !== "ascending";
    var rows = Array.prototype.map.call(body.rows, function (row, at) {
      return { row: row, key: key(row, place), at: at };
    });
    var isNumber = heading.classList.contains("number");
    rows.sort(function (a, b) {
      return (up ? 1 : -1) * compare(a.key, b.key, isNumber) || a.at - b.at;
    });
    rows.forEach(function (one) { body.appendChild(one.row); });
    table.querySelectorAll("thead th[aria-sort]").forEach(function (other) {
      other.removeAttribute("aria-sort");
    });
    heading.setAttribute("aria-sort", up ? "ascending" : "descending");
  }
  function room(region) {
    var isWide = region.scrollWidth > region.clientWidth + 1;
    region.classList.toggle("is-wide", isWide);
    if (isWide) { region.tabIndex = 0; } else { region.removeAttribute("tabindex"); }
  }
  function rooms() { document.querySelectorAll(".scroll").forEach(room); }
  window.addEventListener("resize", rooms);
  rooms();
  document.querySelectorAll("table").forEach(function (table) {
    if (table.tBodies[0].rows.length < 2) { return; }
    table.querySelectorAll("thead th:not(.track)").forEach(function (heading) {
      var text = heading.querySelector(".head-text");
      var button = document.createElement("button");
      button.type = "button";
      text.replaceWith(button);
      button.appendChild(text);
      button.addEventListener("click", function () { sort(table, heading); });
    });
  });
})();
