// THE table: every endpoint, and what each who may ask is answered. A new endpoint needs a row here and a sample in
// samples.ts; what it acts on is made in world.ts, once, for every row.
import type { RefusalCode } from '../../contract/errors.ts';
import { askers } from './world.ts';

/** A status of success, or the code of the refusal; the status belongs to the code. */
export type Expected = 200 | 201 | 204 | RefusalCode;

type Row = readonly [
  anonymous: Expected,
  patient: Expected,
  otherPatient: Expected,
  clinician: Expected,
  unlinkedClinician: Expected,
  admin: Expected,
];

/** Only for those signed in, who are all answered alike. */
const everybody = (status: Expected): Row => ['unauthenticated', status, status, status, status, status];
const anybody = (status: Expected): Row => [status, status, status, status, status, status];
/** Only for admins. */
const admins = (status: Expected): Row => [
  'unauthenticated',
  'role_refused',
  'role_refused',
  'role_refused',
  'role_refused',
  status,
];
/** Only for clinicians. */
const clinicians = (linked: Expected, unlinked: Expected): Row => [
  'unauthenticated',
  'role_refused',
  'role_refused',
  linked,
  unlinked,
  'role_refused',
];
/** For the patient and the clinician of the object; to everybody else it does not exist. */
const sides = (status: Expected, nothing: Expected): Row => [
  'unauthenticated',
  status,
  nothing,
  status,
  nothing,
  nothing,
];

/** For the clinician of the object alone. */
const ofTheClinician = (status: Expected, nothing: Expected): Row => [
  'unauthenticated',
  nothing,
  nothing,
  status,
  nothing,
  nothing,
];

export const roleTable: Readonly<Record<string, Row>> = {
  // accounts and sessions
  readSession: anybody(200),
  signIn: anybody('sign_in_failed'),
  signOut: everybody(204),
  listSessions: everybody(200),
  endSession: [
    'unauthenticated',
    204,
    'session_not_found',
    'session_not_found',
    'session_not_found',
    'session_not_found',
  ],
  registerPatient: anybody(201),
  setUpAdmin: anybody('setup_link_invalid'),
  readMe: everybody(200),
  changeMe: everybody(200),
  changePassword: everybody('password_wrong'),
  requestPasswordReset: anybody(204),
  usePasswordLink: anybody('password_link_invalid'),
  startTotp: everybody('password_wrong'),
  confirmTotp: everybody('totp_not_started'),
  removeTotp: everybody('password_wrong'),
  findPeople: everybody(200),
  listClinicians: everybody(200),
  // care links
  listCareLinks: everybody(200),
  askCareLink: ['unauthenticated', 'care_link_exists', 201, 'care_link_exists', 'account_not_found', 'role_refused'],
  changeCareLink: ['unauthenticated', 200, 'care_link_not_found', 200, 'care_link_not_found', 200],
  // blocks: colleagues know each other
  blockAccount: ['unauthenticated', 200, 'account_not_found', 200, 200, 'support_desk_not_blockable'],
  unblockAccount: everybody(204),
  listBlocks: everybody(200),
  listClinicianBlocks: admins(200),
  // accounts as admins keep them
  listAccounts: admins(200),
  createAccount: admins(201),
  changeAccount: admins(200),
  // what admins oversee
  listAudit: admins(200),
  listMessageLog: admins(200),
  exportAudit: admins(200),
  exportMessageLog: admins(200),
  verifyAudit: admins(200),
  readAuditProof: admins(200),
  readHealth: admins(200),
  readHealthHistory: admins(200),
  // messages
  sendMessage: ['unauthenticated', 201, 'recipient_not_found', 201, 201, 201],
  sendToConversation: sides(201, 'conversation_not_found'),
  listConversations: everybody(200),
  readThread: sides(200, 'conversation_not_found'),
  listSent: everybody(200),
  markConversationRead: sides(200, 'conversation_not_found'),
  markMessageRead: sides(200, 'message_not_found'),
  reactToMessage: sides(200, 'message_not_found'),
  takeBackReaction: sides(200, 'message_not_found'),
  deleteMessage: sides(204, 'message_not_found'),
  archiveConversation: sides(204, 'conversation_not_found'),
  unarchiveConversation: sides(204, 'conversation_not_found'),
  muteConversation: sides(204, 'conversation_not_found'),
  unmuteConversation: sides(204, 'conversation_not_found'),
  archiveMessage: sides(204, 'message_not_found'),
  unarchiveMessage: sides(204, 'message_not_found'),
  countUnread: everybody(200),
  // groups
  createGroup: ['unauthenticated', 201, 'recipient_not_found', 201, 201, 201],
  renameGroup: [
    'unauthenticated',
    'not_yours_to_change',
    'conversation_not_found',
    200,
    'conversation_not_found',
    'conversation_not_found',
  ],
  listMembers: sides(200, 'conversation_not_found'),
  addMembers: [
    'unauthenticated',
    'not_yours_to_change',
    'conversation_not_found',
    200,
    'conversation_not_found',
    'conversation_not_found',
  ],
  removeMember: [
    'unauthenticated',
    'not_yours_to_change',
    'conversation_not_found',
    204,
    'conversation_not_found',
    'conversation_not_found',
  ],
  listInvitations: everybody(200),
  answerInvitation: [
    'unauthenticated',
    200,
    'invitation_not_found',
    'invitation_not_found',
    'invitation_not_found',
    'invitation_not_found',
  ],
  // scheduled messages: of the clinician
  scheduleMessage: ['unauthenticated', 201, 'recipient_not_found', 201, 201, 201],
  listScheduled: everybody(200),
  changeScheduled: ofTheClinician(200, 'scheduled_message_not_found'),
  cancelScheduled: ofTheClinician(204, 'scheduled_message_not_found'),
  // broadcasts: the unlinked clinician has no patients
  createAdminBroadcast: admins(201),
  previewAdminBroadcast: admins(200),
  listAdminBroadcasts: admins(200),
  createClinicianBroadcast: clinicians(201, 'audience_empty'),
  previewClinicianBroadcast: clinicians(200, 200),
  listClinicianBroadcasts: clinicians(200, 200),
  // patients in a clinician's care
  listPatients: clinicians(200, 200),
  readPatient: clinicians(200, 'patient_not_found'),
  assessRisk: clinicians(200, 'patient_not_found'),
  acknowledgeFlag: clinicians(200, 'flag_not_found'),
  readClinicianAnalytics: clinicians(200, 200),
  listAnswers: clinicians(200, 200),
  listWeekMessages: clinicians(200, 200),
  readAdminAnalytics: admins(200),
  readCrisisEdits: everybody(200),
  readCrisisWords: admins(200),
  changeCrisisWords: admins(200),
  listNotifications: everybody(200),
  markNotificationRead: ofTheClinician(200, 'notification_not_found'),
  readNotificationSettings: everybody(200),
  changeNotificationSettings: everybody(200),
  subscribePush: everybody(201),
  unsubscribePush: everybody(204),
  searchMessages: everybody(200),
  // templates and drafts: of the clinician
  createTemplate: everybody(201),
  listTemplates: everybody(200),
  changeTemplate: ofTheClinician(200, 'template_not_found'),
  deleteTemplate: ofTheClinician(204, 'template_not_found'),
  useTemplate: ofTheClinician(201, 'template_not_found'),
  listDrafts: everybody(200),
  saveDraft: sides(200, 'conversation_not_found'),
  deleteDraft: ofTheClinician(204, 'draft_not_found'),
  readUpdates: everybody(200),
};

export const rowOf = (name: string): Record<string, Expected> | undefined =>
  roleTable[name] && Object.fromEntries(askers.map((asker, index) => [asker, roleTable[name]![index]!]));
