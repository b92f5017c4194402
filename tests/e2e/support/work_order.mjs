// What a work order's number must look like: GD, the day, a running number, a check digit.

/** ISO 7064 MOD 11,10 over all digits, the check digit included. */
function checkDigitFits(digits) {
  let product = 10;
  for (const digit of digits.slice(0, -1)) {
    const sum = (product + Number(digit)) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (product + Number(digits.at(-1))) % 10 === 1;
}

export function isOrderNumber(text) {
  return /^GD\d{8}-\d{4,}-\d$/.test(text) && checkDigitFits(text.replace(/\D/g, ""));
}
