#!/usr/bin/env node
import { Command } from 'commander';
import { startHouse } from './start/start-house.ts';

/** `mendian <verb>`: everything an engineer does with a store from the command line. */
const program = new Command('mendian')
  .description('The software that runs a shop. 门店命令行工具。')
  .showHelpAfterError('(add --help to see what is possible)');

program
  .command('start')
  .description('Start head office, the stores and their simulated devices on this machine, and print one address per screen')
  .option('--fresh', 'begin anew: the data of earlier starts is removed', false)
  .option('--stores <n>', 'how many stores', '1')
  .option('--once', 'trade one seeded sale through every device, reconcile, stop', false)
  .option('--no-window', 'do not open Electron windows')
  .option('--data <folder>', 'where the data lies', 'data')
  .action(async (options: { fresh: boolean; stores: string; once: boolean; window: boolean; data: string }) => {
    process.exitCode = await startHouse({ fresh: options.fresh, stores: Number(options.stores), once: options.once, window: options.window, dataFolder: options.data });
  });

await program.parseAsync();
