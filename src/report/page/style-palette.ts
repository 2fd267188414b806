/**
 * Colours by what they mean, for light and for dark. Text keeps a contrast of at least 4.5 to 1 with what it stands
 * on, and shapes of at least 3 to 1.
 */
export const paletteStyle = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --panel: #f5f7f9; --ink: #1a2230; --soft: #515c6b; --rule: #d5dbe2; --shade: #00000033; --edge: #7d8896;
  --link: #0b57a4; --focus: #0b57a4;
  --good: #1b7a52; --calm: #4d76ab; --plan: #7457b5; --bad: #b8322a; --doubt: #a2640a; --quiet: #6f7985;
  --good-paper: #e8f5ee; --bad-paper: #fcedeb; --doubt-paper: #fdf3e2;
  --good-ink: #12603f; --calm-ink: #33588a; --plan-ink: #5b3fa0; --bad-ink: #9c241d; --doubt-ink: #7f4d05; --quiet-ink: #515c6b;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #12161c; --panel: #1b212a; --ink: #e7ebf0; --soft: #a9b3c0; --rule: #333c48; --shade: #000000b3; --edge: #76818f;
    --link: #86b9f2; --focus: #9cc7f7;
    --good: #3fa877; --calm: #6f98cf; --plan: #9a80dc; --bad: #e0655b; --doubt: #d4943a; --quiet: #858f9c;
    --good-paper: #16281f; --bad-paper: #331b1a; --doubt-paper: #30240f;
    --good-ink: #7fd3aa; --calm-ink: #a3c2ea; --plan-ink: #c3b0f2; --bad-ink: #f5a19a; --doubt-ink: #f0bf78; --quiet-ink: #a9b3c0;
  }
}
`;
