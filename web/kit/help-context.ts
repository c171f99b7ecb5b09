// The way to urgent help that every dialog carries, so that nothing which opens takes it away; null where none is shown.
import { createContext } from 'react';
import type { ReactNode } from 'react';

export const HelpContext = createContext<ReactNode>(null);
