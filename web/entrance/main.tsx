// The entrance: signing in, registering, and setting up the first admin. Its own small bundle.
import '../kit/look.ts';
import '../kit/first.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { readSession } from '../../contract/accounts.ts';
import { call } from '../api/call.ts';
import { keepSession } from '../api/session.ts';
import { startLanguage } from '../kit/language.ts';
import catalogue from '../locales/en/entrance.json';
import { Entrance } from './Entrance.tsx';

await startLanguage(catalogue);
createRoot(document.querySelector('#root')!).render(
  <StrictMode>
    <Entrance />
  </StrictMode>,
);
// The token of the first write; a failure shows when somebody signs in, which asks for it again.
await call(readSession, {}).then((answer) => {
  if (answer.account && location.pathname === '/') location.replace(`/${answer.account.role}/`);
  else if (!answer.account) keepSession(answer);
}, console.warn);
