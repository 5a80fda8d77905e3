/**
 * A process that sends what is in an outbox and is killed while it does: node victim.ts <where as JSON> <port>.
 * Run by killed.test.ts.
 */
import { openDatabase, type Where } from '#lib/server/db/database.ts';
import { testNow } from '#lib/server/db/testing.ts';
import { openJobs } from '#lib/server/jobs/jobs.ts';
import { mailPatience, sendLetter } from './post.ts';
import { postTo } from './testing.ts';

const [where = '', port = ''] = process.argv.slice(2);
const database = await openDatabase(JSON.parse(where) as Where);
const handlers = { 'mail.send': sendLetter(database, postTo(Number(port))) };
const failures: unknown[] = [];
await openJobs(database, handlers, (error) => failures.push(error), mailPatience).runDue(testNow);
await database.destroy();
process.exitCode = failures.length;
