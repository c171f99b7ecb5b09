// The look of every door: fonts, tokens and base styles, imported once by each.
import '@fontsource-variable/atkinson-hyperlegible-next/wght.css';
import '@fontsource-variable/newsreader/wght.css';
import './theme.css';
import './base.css';
import './installed.ts';
