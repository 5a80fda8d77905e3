// Imported first and alone by every entry, so that an old Node says this instead of a syntax error.
const major = Number(process.versions.node.split('.')[0]);
if (major < 20) {
  process.stderr.write(
    `Setu needs Node 20 or newer to set itself up; this is Node ${process.versions.node}.\n`,
  );
  process.exit(1);
}
