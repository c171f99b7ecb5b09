// Tells a database that is away or overloaded from a fault of ours.

/** Of a server that takes no writes: a standby, or one that is about to hand over to another. */
export const readOnlyServer = '25006';

/** Of a statement that was told to stop. */
export const cancelled = '57014';

// Time-outs, too many connections, a disk that fails, shutdown, a standby, a server that lets nobody in, and lost connections (PostgreSQL
// Appendix A; PgBouncer says 08P01), and what node-postgres and the system say of them.
const unavailableCodes =
  /^(57014|55P03|57P0[1-5]|25006|25P0[34]|28\w{3}|3D000|53\d{3}|58030|08\w{3}|40001|40P01|ERR_STREAM\w+|ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|E(HOST|NET)(UNREACH|DOWN))$/;
const unavailableMessages =
  /^(timeout exceeded when trying to connect|Query read timeout|Connection terminated|Client has encountered a connection error|Client was closed|timeout expired|Cannot use a pool after calling end)/;

export const isUnavailable = (error: Error & { code?: string }) =>
  unavailableCodes.test(error.code ?? '') || unavailableMessages.test(error.message);
