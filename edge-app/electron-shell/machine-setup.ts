import path from 'node:path';
import { z } from 'zod';
import { fail, ok, type Result } from 'retail-model/result.ts';

/** What the shell reads before anything runs: which store this machine is, and which screen stands where. */
const shellWindow = z.object({
  /** A lane ('lane1'), 'attendant', 'back-office' or 'bench', as the store names its screens. */
  screen: z.string().regex(/^[a-z0-9-]{2,20}$/),
  /** Which display, counted from 0 as the system lists them; a display that is missing falls back to the first. */
  display: z.int().min(0).max(7).default(0),
  lock: z.enum(['kiosk', 'desk']),
});
export type ShellWindow = z.infer<typeof shellWindow>;

const machineSetup = z.looseObject({ windows: z.array(shellWindow).min(1).max(8).optional(), lanes: z.array(z.looseObject({ laneId: z.string() })).min(1) });

export interface MachineSetup {
  /** The store runtime's configuration, with the folders of this installation where the file names none. */
  readonly runtime: Readonly<Record<string, unknown>>;
  readonly windows: readonly ShellWindow[];
}

export type SetupError = { readonly kind: 'not-json' | 'not-right'; readonly detail: string };

/** Folders that the installation decides and nobody has to write down. */
export interface InstalledFolders {
  readonly screensFolder: string;
  readonly dataFolder: string;
  /** Never inside the data folder: a copy of the data must not carry its key. */
  readonly keyFolder: string;
}

/**
 * `store.json` is the store runtime's configuration (docs/install.md) plus, for the shell, `windows`. The runtime checks its part itself;
 * without `windows` the first lane's screen fills the first display.
 */
export function parseMachineSetup(text: string, folders: InstalledFolders): Result<MachineSetup, SetupError> {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    return fail({ kind: 'not-json', detail: (error as Error).message });
  }
  const parsed = machineSetup.safeParse(raw);
  if (!parsed.success) return fail({ kind: 'not-right', detail: z.prettifyError(parsed.error) });
  const { windows, ...runtime } = parsed.data;
  // The screens are the installation's own: a packaged page and its policy belong together.
  return ok({ runtime: { dataFolder: folders.dataFolder, keyFolder: folders.keyFolder, ...runtime, screensFolder: folders.screensFolder }, windows: windows ?? [{ screen: runtime.lanes[0]!.laneId, display: 0, lock: 'kiosk' }] });
}

/** Where `store.json` may lie, in the order it is looked for: the machine's place first, then the user's. */
export function setupPlaces(platform: string, environment: Readonly<Record<string, string | undefined>>, userData: string): readonly string[] {
  const forPlatform = platform === 'win32' ? path.win32 : path.posix;
  const machine = platform === 'win32' ? forPlatform.join(environment['PROGRAMDATA'] ?? 'C:\\ProgramData', 'Mendian') : '/etc/mendian';
  return [forPlatform.join(machine, 'store.json'), forPlatform.join(userData, 'store.json')];
}

const attachedScreens = z.array(z.object({ screen: z.string().regex(/^[a-z0-9-]{2,20}$/), storeId: z.string().regex(/^[a-z0-9]{2,16}$/).default('store'), url: z.url({ protocol: /^http$/ }).refine((url) => new URL(url).hostname === '127.0.0.1', 'is not on this machine') })).min(1).max(64);
export type AttachedScreen = z.infer<typeof attachedScreens>[number];

export interface ShellOptions {
  /** A given configuration file, else the usual places. */
  readonly configFile: string | null;
  /** Screens of a store that runs already; null: this shell runs the store. */
  readonly attach: readonly AttachedScreen[] | null;
}

/** Reads `--config <file>` and `--attach <json>`; words of Chromium and Electron between them are passed over. */
export function parseShellOptions(words: readonly string[]): Result<ShellOptions, SetupError> {
  const after = (name: string): string | null => {
    const at = words.indexOf(name);
    return at < 0 ? null : (words[at + 1] ?? '');
  };
  const configFile = after('--config');
  const attach = after('--attach');
  if (attach === null) return ok({ configFile, attach: null });
  try {
    return ok({ configFile, attach: attachedScreens.parse(JSON.parse(attach)) });
  } catch (error) {
    return fail({ kind: 'not-right', detail: error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message });
  }
}
