import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

/** PouchDB-server's own Express application in a process of its own: `<folder of its packages> <folder of its data>`. It ends with its parent. */
const [packages = '', data = ''] = process.argv.slice(2);
process.chdir(data);
const load = createRequire(path.join(packages, 'package.json'));
const { PouchDB } = load('./pouchdb.cjs') as { PouchDB: { defaults(options: object): unknown } };
const app = (load('express') as () => { use(place: string, handler: unknown): void; listen(port: number, host: string, ready: () => void): { address(): AddressInfo } })();
app.use('/', (load('express-pouchdb') as (pouch: unknown, options: object) => unknown)(PouchDB.defaults({ prefix: `${data}/` }), { mode: 'minimumForPouchDB', inMemoryConfig: true }));
const server = app.listen(0, '127.0.0.1', () => process.send?.({ port: server.address().port }));
process.on('disconnect', () => process.exit(0));
