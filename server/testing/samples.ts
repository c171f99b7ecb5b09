// A valid call of every endpoint, for tests that walk the contract.
import type { Endpoint } from '../../contract/endpoint.ts';

export interface Sample {
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string | number>;
  readonly body?: Record<string, unknown>;
}

export interface Places {
  readonly accountId: string;
  readonly conversationId: string;
  readonly messageId: string;
  readonly groupId: string;
  /** A group whose invitation is not answered yet. */
  readonly invitedToId: string;
  readonly careLinkId: string;
  readonly sessionId: string;
  /** Of the clinician, to the patient. */
  readonly scheduledId: string;
  /** In the clinician's care. */
  readonly patientId: string;
  /** Of a message of the patient. */
  readonly flagId: string;
  /** Of the clinician. */
  readonly templateId: string;
  readonly draftId: string;
  /** Of the clinician. */
  readonly notificationId: string;
}

let made = 0;

/** @throws Error for an endpoint that nobody wrote a sample for. */
export function sampleOf(endpoint: Endpoint, at: Places): Sample {
  const fresh = `sample-${(made += 1)}`;
  const account = { username: fresh, displayName: 'Sam Sample', password: 'a long enough secret 17' };
  const samples: Record<string, Sample> = {
    readSession: {},
    signIn: { body: { identifier: fresh, password: 'not the password' } },
    signOut: {},
    listSessions: {},
    endSession: { params: { id: at.sessionId } },
    registerPatient: { body: account },
    setUpAdmin: { body: { ...account, token: 'no such token' } },
    readMe: {},
    changeMe: { body: { displayName: 'Sam Changed' } },
    changePassword: { body: { currentPassword: 'not the password', newPassword: 'another long secret 18' } },
    requestPasswordReset: { body: { identifier: fresh } },
    usePasswordLink: { params: { token: 'no-such-token' }, body: { password: 'another long secret 18' } },
    startTotp: { body: { currentPassword: 'not the password' } },
    confirmTotp: { body: { code: '123456' } },
    removeTotp: { body: { currentPassword: 'not the password', code: '123456' } },
    findPeople: { query: { query: 'sam', role: 'patient' } },
    listClinicians: { query: { query: 'cl' } },
    listCareLinks: { query: { query: 'sam', status: 'active', limit: 10 } },
    askCareLink: { body: { accountId: at.accountId } },
    changeCareLink: { params: { id: at.careLinkId }, body: { status: 'ended' } },
    blockAccount: { params: { accountId: at.accountId }, body: { reason: 'A reason' } },
    unblockAccount: { params: { accountId: at.accountId } },
    listBlocks: { query: { limit: 10 } },
    listAccounts: { query: { query: 'sam', role: 'patient', limit: 10 } },
    createAccount: { body: { ...account, role: 'clinician' } },
    changeAccount: { params: { id: at.accountId }, body: { deactivated: false } },
    listAudit: { query: { actor: at.accountId, action: 'message.sent', after: '2024-01-01T00:00:00.000Z', limit: 10 } },
    listMessageLog: { query: { status: 'sent', limit: 10 } },
    exportAudit: { query: { format: 'csv', subject: at.messageId } },
    verifyAudit: {},
    readAuditProof: {},
    readHealth: {},
    readHealthHistory: {},
    exportMessageLog: { query: { format: 'json', status: 'read' } },
    listClinicianBlocks: { query: { limit: 10 } },
    sendMessage: { body: { to: at.accountId, clientId: fresh, subject: 'A subject', body: 'A body' } },
    sendToConversation: { params: { id: at.conversationId }, body: { clientId: fresh, body: 'A body' } },
    listConversations: { query: { filter: 'all', limit: 10 } },
    readThread: { params: { id: at.conversationId }, query: { limit: 10 } },
    listSent: { query: { limit: 10 } },
    markConversationRead: { params: { id: at.conversationId }, body: { upTo: at.messageId } },
    markMessageRead: { params: { id: at.messageId } },
    reactToMessage: { params: { id: at.messageId }, body: { kind: 'heart' } },
    takeBackReaction: { params: { id: at.messageId } },
    deleteMessage: { params: { id: at.messageId } },
    archiveConversation: { params: { id: at.conversationId } },
    unarchiveConversation: { params: { id: at.conversationId } },
    archiveMessage: { params: { id: at.messageId } },
    unarchiveMessage: { params: { id: at.messageId } },
    muteConversation: { params: { id: at.conversationId } },
    unmuteConversation: { params: { id: at.conversationId } },
    countUnread: {},
    createGroup: { body: { clientId: fresh, subject: 'A group', memberIds: [at.accountId] } },
    renameGroup: { params: { id: at.groupId }, body: { subject: 'Another name' } },
    listMembers: { params: { id: at.groupId } },
    addMembers: { params: { id: at.groupId }, body: { memberIds: [at.accountId] } },
    removeMember: { params: { id: at.groupId, accountId: at.accountId } },
    scheduleMessage: {
      body: {
        to: at.accountId,
        clientId: fresh,
        body: 'A body',
        sendAt: new Date(Date.now() + 86_400_000).toISOString(),
      },
    },
    listScheduled: { query: { status: 'scheduled', limit: 10 } },
    changeScheduled: { params: { id: at.scheduledId }, body: { body: 'Another body' } },
    cancelScheduled: { params: { id: at.scheduledId } },
    createTemplate: { body: { clientId: fresh, name: fresh, category: 'Samples', body: 'On {{date}}' } },
    listTemplates: { query: { category: 'Samples', limit: 10 } },
    changeTemplate: { params: { id: at.templateId }, body: { name: fresh, body: 'On {{date}} at {{time}}' } },
    deleteTemplate: { params: { id: at.templateId } },
    useTemplate: { params: { id: at.templateId }, body: { to: at.accountId, clientId: fresh, variables: {} } },
    listDrafts: {},
    listNotifications: { query: { limit: 10 } },
    markNotificationRead: { params: { id: at.notificationId } },
    readNotificationSettings: {},
    changeNotificationSettings: { body: { quietHours: { from: '22:00', to: '07:00' } } },
    subscribePush: {
      body: {
        endpoint: `https://push.example/${fresh}`,
        keys: { p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) },
      },
    },
    unsubscribePush: { body: { endpoint: `https://push.example/${fresh}` } },
    searchMessages: { query: { q: 'first', limit: 10 } },
    saveDraft: { body: { conversationId: at.conversationId, body: 'Begun', version: 0 } },
    deleteDraft: { params: { id: at.draftId } },
    createAdminBroadcast: { body: { audience: 'all', clientId: fresh, body: 'A body' } },
    previewAdminBroadcast: { body: { audience: 'patients' } },
    listAdminBroadcasts: { query: { limit: 10 } },
    createClinicianBroadcast: { body: { audience: 'all', clientId: fresh, body: 'A body' } },
    previewClinicianBroadcast: { body: { audience: 'all' } },
    listClinicianBroadcasts: { query: { limit: 10 } },
    listInvitations: { query: { limit: 10 } },
    answerInvitation: { params: { conversationId: at.invitedToId }, body: { accept: true } },
    listPatients: { query: { query: 'sam', filter: 'today', sort: 'urgent', limit: 10 } },
    readPatient: { params: { id: at.patientId } },
    assessRisk: { params: { id: at.patientId }, body: { level: 'moderate', note: 'A note', clientId: fresh } },
    readClinicianAnalytics: {},
    listAnswers: { query: { limit: 10 } },
    listWeekMessages: { query: { limit: 10 } },
    readAdminAnalytics: {},
    readCrisisEdits: {},
    readCrisisWords: {},
    changeCrisisWords: { body: { number: 0, additions: ['a phrase'], removals: ['slang'] } },
    acknowledgeFlag: { params: { id: at.flagId } },
    readUpdates: { query: { after: 0 } },
  };
  const sample = samples[endpoint.name];
  if (!sample) throw new Error(`no sample call for ${endpoint.name}`);
  return sample;
}
