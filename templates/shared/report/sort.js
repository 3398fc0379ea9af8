// Sorts a table by the heading that is pressed; without scripts the tables are merely not sorted.
(function () {
  "use strict";
  var words = document.documentElement.lang;
  function key(row, place) {
    var cell = row.cells[place];
    return cell.dataset.order || cell.textContent.trim();
  }
  function compare(a, b) {
    var x = parseFloat(a), y = parseFloat(b);
    if (/^-?[0-9.]+$/.test(a) && /^-?[0-9.]+$/.test(b)) { return x - y; }
    return a.localeCompare(b, words, { numeric: true });
  }
  function sort(table, heading) {
    var body = table.tBodies[0], place = heading.cellIndex;
    var up = heading.getAttribute("aria-sort") !== "ascending";
    var rows = Array.prototype.map.call(body.rows, function (row, at) {
      return { row: row, key: key(row, place), at: at };
    });
    rows.sort(function (a, b) {
      return (up ? 1 : -1) * compare(a.key, b.key) || a.at - b.at;
    });
    rows.forEach(function (one) { body.appendChild(one.row); });
    table.querySelectorAll("thead th[aria-sort]").forEach(function (other) {
      other.removeAttribute("aria-sort");
    });
    heading.setAttribute("aria-sort", up ? "ascending" : "descending");
  }
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
