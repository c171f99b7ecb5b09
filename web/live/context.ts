// The live connection of this window, for those who tell others that somebody is writing.
import { createContext } from 'react';
import type { RefObject } from 'react';
import type { Live } from './connection.ts';

export const LiveContext = createContext<RefObject<Live | null>>({ current: null });
