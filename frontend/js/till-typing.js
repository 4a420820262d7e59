// The number of a card under fingers: three groups of four, wrong letters told at once, the check letter tested here.
import { TYPED_LENGTH, checks, shown, strange, tidy } from "./till-code.js";

// Letters appear in their groups while they are typed, wherever the cursor stands.
function group(input, letters) {
  const before = input.value.slice(0, input.selectionStart).replace(/[^0-9A-Za-z]/g, "").length;
  const after = before + Math.max(0, Math.ceil(before / 4) - 1);
  input.value = shown(letters);
  input.setSelectionRange(after, after);
}

function complaint(letters, words) {
  const bad = strange(letters);
  if (bad) return words.no_such_letter.replace("%", bad);
  const whole = letters.length >= TYPED_LENGTH;
  return whole && (letters.length > TYPED_LENGTH || !checks(letters)) ? words.typed.say : "";
}

export function typing(input, said, words) {
  input.addEventListener("input", ({ isComposing }) => {
    if (isComposing || /^IB1/i.test(input.value)) return; // a reader may type its code into this field
    const letters = tidy(input.value);
    group(input, letters);
    said.textContent = complaint(letters, words);
  });
}
