import type { Command } from 'commander';
import { startHouse } from './start/start-house.ts';

/** `mendian start`: a whole house on this machine. */
export const startCommands = (program: Command): void => {
  program
    .command('start')
    .description('Start head office, the stores and their simulated devices on this machine, and print one address per screen. 启动演示环境。')
    .option('--fresh', 'begin anew: the data of earlier starts is removed', false)
    .option('--stores <n>', 'how many stores', '1')
    .option('--once', 'trade one seeded sale through every device, reconcile, stop', false)
    .option('--no-window', 'do not open Electron windows')
    .option('--data <folder>', 'where the data lies', 'data')
    .action(async (options: { fresh: boolean; stores: string; once: boolean; window: boolean; data: string }) => {
      process.exitCode = await startHouse({ fresh: options.fresh, stores: Number(options.stores), once: options.once, window: options.window, dataFolder: options.data });
    });
};
