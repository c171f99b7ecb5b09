// All endpoints in one list: OpenAPI, the server and the tests walk it.
import { accountEndpoints } from './accounts.ts';
import { adminAccountEndpoints } from './admin-accounts.ts';
import { administrationEndpoints } from './administration.ts';
import { analyticsEndpoints } from './analytics.ts';
import { archivingEndpoints } from './archiving.ts';
import { blockEndpoints } from './blocks.ts';
import { broadcastEndpoints } from './broadcasts.ts';
import { careLinkEndpoints } from './care-links.ts';
import { draftEndpoints } from './drafts.ts';
import { crisisWordEndpoints } from './crisis-words.ts';
import type { Endpoint } from './endpoint.ts';
import { readUpdates } from './events.ts';
import { groupEndpoints } from './groups.ts';
import { messageEndpoints } from './messages.ts';
import { patientEndpoints } from './patients.ts';
import { reactionEndpoints } from './reactions.ts';
import { scheduledMessageEndpoints } from './scheduled-messages.ts';
import { mutingEndpoints } from './muting.ts';
import { notificationEndpoints } from './notifications.ts';
import { passwordLinkEndpoints } from './password-links.ts';
import { searchMessages } from './search.ts';
import { templateEndpoints } from './templates.ts';
import { twoFactorEndpoints } from './two-factor.ts';

export const endpoints: readonly Endpoint[] = [
  ...accountEndpoints,
  ...passwordLinkEndpoints,
  ...twoFactorEndpoints,
  ...careLinkEndpoints,
  ...blockEndpoints,
  ...adminAccountEndpoints,
  ...administrationEndpoints,
  ...reactionEndpoints,
  ...messageEndpoints,
  ...archivingEndpoints,
  ...mutingEndpoints,
  ...groupEndpoints,
  ...scheduledMessageEndpoints,
  ...broadcastEndpoints,
  ...patientEndpoints,
  ...analyticsEndpoints,
  ...crisisWordEndpoints,
  ...templateEndpoints,
  ...draftEndpoints,
  ...notificationEndpoints,
  searchMessages,
  readUpdates,
];
