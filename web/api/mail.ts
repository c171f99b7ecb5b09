// Whether the service can send e-mail at all; the page came with the answer.
export const sendsMail = (): boolean => !document.querySelector('meta[name="no-mail"]');
