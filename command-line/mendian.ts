#!/usr/bin/env node
import { Command } from 'commander';
import { cloudCommands } from './cloud/cloud-commands.ts';
import { decodeCommands } from './decode/decode-commands.ts';
import { deviceCommands } from './devices/device-commands.ts';
import { driverCommands } from './driver/driver-commands.ts';
import { forecastCommands } from './forecast/forecast-commands.ts';
import { startCommands } from './start-commands.ts';
import { backupCommands } from './store/backup-commands.ts';
import { journalCommands } from './store/journal-commands.ts';
import { keyCommands } from './store/key-commands.ts';
import { memberCommands } from './store/member-commands.ts';
import { projectionCommands } from './store/projection-commands.ts';

/** `mendian <verb>`: everything an engineer does with a store from the command line. */
const program = new Command('mendian')
  .description('The software that runs a shop. 门店命令行工具。')
  .showHelpAfterError('(add --help to see what is possible)');

for (const register of [startCommands, cloudCommands, decodeCommands, deviceCommands, driverCommands, forecastCommands, journalCommands, keyCommands, memberCommands, backupCommands, projectionCommands]) register(program);

// Whoever reads our output may stop reading, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
await program.parseAsync();
