// The fixed words of e-mails with a link. No name comes in here.

export const resetWords = (link: string) => ({
  subject: 'Choose a new password for Healing Space',
  text: `Somebody, probably you, asked to choose a new password for Healing Space.

Open this link within an hour. It works once:
${link}

Afterwards you are signed out on every device and sign in with the new password.
If it was not you, do nothing: your password stays as it is.
`,
});

export const invitationWords = (link: string) => ({
  subject: 'Your account in Healing Space',
  text: `Your clinic has made an account for you in Healing Space, where patients and clinicians write to each other.

Open this link within seven days to choose your password. It works once:
${link}

If you did not expect this, do nothing.
`,
});
