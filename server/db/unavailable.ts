// Tells a database that is away or overloaded from a fault of ours.

// Statement timeout, too many connections, shutdown and lost connections (PostgreSQL Appendix A), and node-postgres's own time-outs.
const unavailableCodes =
  /^(57014|55P03|57P0[1-5]|53\d{3}|08\d{3}|40001|40P01|ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/;
const unavailableMessages =
  /^(timeout exceeded when trying to connect|Query read timeout|Connection terminated|Client has encountered a connection error|Cannot use a pool after calling end)/;

export const isUnavailable = (error: Error & { code?: string }) =>
  unavailableCodes.test(error.code ?? '') || unavailableMessages.test(error.message);
