import { describe, expect, it } from 'vitest';
import { inFolder, inStep, newDeviceKey, openScreen, openTestStore, startHeadOffice, until } from './store-and-head-office.ts';

interface StoreView { readonly days: readonly { readonly sales: number; readonly takingsMinor: number }[]; readonly quarantine: readonly unknown[]; readonly terminals: readonly { readonly terminalId: string; readonly arrivedSequence: number; readonly reportedSequence: number | null }[] }

describe('a store and its head office', () => {
  it('enrol, bring the catalogue down and the journal up, and come back in step after an outage and restarts of either side', () => inFolder(async (folder) => {
    let server = await startHeadOffice(folder);
    const { origin } = server;
    const port = Number(new URL(origin).port);
    const privateKey = newDeviceKey();
    const place = { folder: `${folder}/store`, storeId: 's001', origin, privateKey };
    let store = await openTestStore({ ...place, code: await server.createEnrolmentCode('s001') });
    await until(async () => (await store.collections.products.count().exec()), (count) => count === 143);
    await until(async () => (await store.collections.staff.count().exec()), (count) => count === 6);
    await store.sell('lane1', 1);
    await inStep(store);

    // Head office goes away: the store sells on, and says how much waits.
    await server.close();
    await until(() => store.replication.link().state, (state) => state === 'offline');
    for (let sale = 0; sale < 40; sale += 1) await store.sell(sale % 2 === 0 ? 'lane1' : 'lane2', 1);
    expect(await until(() => store.replication.link(), (link) => link.waiting === 40)).toMatchObject({ state: 'offline' });

    // The store restarts without the line, and knows what waits before head office is back.
    await store.close();
    store = await openTestStore({ ...place, code: null });
    await until(() => store.replication.link(), (link) => link.waiting === 40);
    for (let sale = 0; sale < 10; sale += 1) await store.sell('lane2', 1);
    server = await startHeadOffice(folder, port);
    await inStep(store);

    const screen = await openScreen(server);
    const seen = await until(() => screen.view<StoreView>('store', { storeId: 's001' }), (view) => view.terminals.every((terminal) => terminal.arrivedSequence === terminal.reportedSequence));
    expect(seen.days.reduce((sum, day) => sum + day.sales, 0)).toBe(51);
    expect(seen.days.reduce((sum, day) => sum + day.takingsMinor, 0)).toBe(51 * 280);
    expect(seen.quarantine).toEqual([]);
    await store.close();
    await server.close();
  }));

  it('a price set at head office is in the store within two seconds, and head office knows that it arrived', () => inFolder(async (folder) => {
    const server = await startHeadOffice(folder);
    const store = await openTestStore({ folder: `${folder}/store`, storeId: 's001', origin: server.origin, privateKey: newDeviceKey(), code: await server.createEnrolmentCode('s001') });
    await until(async () => store.collections.prices.count().exec(), (count) => count === 143);
    await inStep(store);
    const screen = await openScreen(server);
    await screen.command('setPrice', { productId: 'cola-330', amountMinor: 320, validFromMs: null, storeIds: null });
    const price = await until(async () => (await store.collections.prices.findOne('cola-330@2').exec())?.toJSON() ?? null, (found) => found !== null, 2000);
    expect(price).toMatchObject({ productId: 'cola-330', amountMinor: 320, epoch: 2 });
    const rollout = await until(async () => (await screen.view<{ rows: { current: { rollout: { storeId: string; state: string }[] } }[] }>('prices', { search: 'cola-330', onlyUnfinished: false })).rows[0]!.current.rollout, (states) => states[0]!.state === 'waiting-for-label', 5000);
    expect(rollout).toMatchObject([{ storeId: 's001', state: 'waiting-for-label' }, { storeId: 's002', state: 'published' }]);
    await store.close();
    await server.close();
  }));

  it('a revoked appliance is told so and the shop goes on; a new code brings it back without losing or doubling', () => inFolder(async (folder) => {
    const server = await startHeadOffice(folder);
    const store = await openTestStore({ folder: `${folder}/store`, storeId: 's001', origin: server.origin, privateKey: newDeviceKey(), code: await server.createEnrolmentCode('s001') });
    await store.sell('lane1', 2);
    await inStep(store);
    const screen = await openScreen(server);
    const { devices } = await screen.view<{ devices: { deviceId: string }[] }>('enrolment', {});
    await screen.command('revokeDevice', { deviceId: devices[0]!.deviceId });
    await until(() => store.replication.link().state, (state) => state === 'refused');
    await store.sell('lane1', 3);
    expect((await until(() => store.replication.link(), (link) => link.waiting === 1)).state).toBe('refused');
    store.replication.enrol(await server.createEnrolmentCode('s001'));
    await inStep(store);
    const view = await screen.view<StoreView>('store', { storeId: 's001' });
    expect(view.days).toMatchObject([{ sales: 2, takingsMinor: 5 * 280 }]);
    expect(view.quarantine).toEqual([]);
    await store.close();
    await server.close();
  }));

  it('sells for ever without ever reaching head office', () => inFolder(async (folder) => {
    const store = await openTestStore({ folder: `${folder}/store`, storeId: 's001', origin: 'http://127.0.0.1:9', privateKey: newDeviceKey(), code: 'AAAA-BBBB-CCCC' });
    for (let sale = 0; sale < 5; sale += 1) await store.sell('lane1', 1);
    expect(store.replication.link().state).toBe('not-enrolled');
    await store.close();
  }));
});
