// Says in one sentence what is wrong on a Node that cannot read the sources; plain JavaScript, so that an old one can say it.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Node ${process.versions.node} is too old: Healing Space Messaging needs 22.18 or newer. "npm ci" without --ignore-scripts brings its own.`,
  );
  process.exit(1);
}
