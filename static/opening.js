// Before the first paint: an exercise that the address names has its place from the beginning, and
// what it is going to change is not seen before it has.  No module, since those come too late.

if (/^#(.*&)?exercise=/.test(location.hash)) {
  document.documentElement.classList.add("with-exercise", "opening");
}
