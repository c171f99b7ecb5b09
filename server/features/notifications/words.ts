// The fixed words of every e-mail and push. Nothing of a message, and no name, ever comes in here.

export const pushWords = JSON.stringify({
  title: 'Healing Space',
  body: 'There is something new for you. Open Healing Space to read it.',
});

const footer = (address: string) => `Sign in to read it: ${address}

For your privacy this e-mail says no more. Messages are not watched around the clock: if you or somebody
else is in danger, call your local emergency number now.

You can change when you get these e-mails in the settings of Healing Space.
`;

export const newWords = (address: string) => ({
  subject: 'There is something new for you in Healing Space',
  text: `There is something new for you in Healing Space.\n\n${footer(address)}`,
});

export const digestWords = (address: string) => ({
  subject: 'Waiting for you in Healing Space',
  text: `Something in Healing Space is waiting to be read by you.\n\n${footer(address)}`,
});
