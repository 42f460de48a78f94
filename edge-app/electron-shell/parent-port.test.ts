import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { speakThroughParentPort, type PortedProcess } from './parent-port.ts';

test('in a utility process, Node’s own words reach the shell and the shell’s reach the program', () => {
  const port = Object.assign(new EventEmitter(), { posted: [] as unknown[], postMessage(message: unknown) { this.posted.push(message); } });
  const program = Object.assign(new EventEmitter(), { parentPort: port }) as EventEmitter & PortedProcess;
  speakThroughParentPort(program);
  const heard: unknown[] = [];
  program.on('message', (message) => heard.push(message));
  (program.send as (message: unknown) => boolean)({ kind: 'ready' });
  port.emit('message', { data: { kind: 'shut-down' } });
  expect(port.posted).toEqual([{ kind: 'ready' }]);
  expect(heard).toEqual([{ kind: 'shut-down' }]);
});

test('under plain Node nothing changes', () => {
  const program = Object.assign(new EventEmitter(), {}) as EventEmitter & PortedProcess;
  speakThroughParentPort(program);
  expect(program.send).toBeUndefined();
});
