import { startHeadOffice } from '../head-office/store-and-head-office.ts';
import type { ToHeadOffice, FromHeadOffice } from './head-office-process.ts';

/** A head office in a process of its own, as it is in life: `<folder> <port> <database url or nothing>`. It obeys its parent and ends with it. */
const [folder = '', port = '0', databaseUrl = ''] = process.argv.slice(2);
const server = await startHeadOffice(folder, Number(port), databaseUrl === '' ? null : databaseUrl);
const say = (message: FromHeadOffice): void => void process.send?.(message);

process.on('message', (message: ToHeadOffice) => {
  const work = async (): Promise<unknown> => {
    switch (message.ask) {
      case 'new-store': return server.putStore(message.storeId, { zh: message.storeId, en: message.storeId }).then(() => server.createEnrolmentCode(message.storeId));
      case 'entry-url': return server.createEntryUrl('hq-admin', 'tester');
      case 'close': return server.close();
    }
  };
  work().then((value) => say({ kind: 'answer', number: message.number, value: String(value) }), (error: unknown) => say({ kind: 'failed', number: message.number, detail: String(error) }));
});
process.on('disconnect', () => process.exit(0));
say({ kind: 'ready', origin: server.origin });
