import { Subject } from 'rxjs';

/** What tells RxDB to ask for everything that is new: its own word for it, on a stream that never errs and never ends. */
export const openResyncSignal = (): Subject<'RESYNC'> => new Subject<'RESYNC'>();
