// Tells a database that is away or overloaded from a fault of ours.

// Time-outs, too many connections, a disk that fails, shutdown and lost connections (PostgreSQL Appendix A), and what node-postgres says of them.
const unavailableCodes =
  /^(57014|55P03|57P0[1-5]|25P0[34]|53\d{3}|58030|08\d{3}|40001|40P01|ERR_STREAM\w+|ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/;
const unavailableMessages =
  /^(timeout exceeded when trying to connect|Query read timeout|Connection terminated|Client has encountered a connection error|Client was closed|timeout expired|Cannot use a pool after calling end)/;

export const isUnavailable = (error: Error & { code?: string }) =>
  unavailableCodes.test(error.code ?? '') || unavailableMessages.test(error.message);
