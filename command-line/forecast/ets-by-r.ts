import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DemandSeries } from 'retail-model/replenishment/demand-series.ts';
import { normalQuantile } from 'retail-model/replenishment/negative-binomial.ts';
import { quantileLevels } from 'retail-model/replenishment/quantiles.ts';
import type { ItemForecast } from './score-forecasts.ts';

/** Automatic exponential smoothing of R's package forecast, weekly season: mean and standard deviation a day. One series a line, `NA` unknown. */
const script = `
suppressMessages(library(forecast)); suppressMessages(library(parallel))
args <- commandArgs(TRUE); h <- as.integer(args[3])
one <- function(line) {
  x <- suppressWarnings(as.numeric(strsplit(line, " ")[[1]])); x[is.na(x)] <- 0
  f <- tryCatch(forecast(ets(ts(x, frequency = 7)), h = h, level = 68.26895), error = function(e) NULL)
  if (is.null(f)) return("")
  paste(signif(c(f$mean, (f$upper[,1] - f$lower[,1]) / 2), 6), collapse = " ")
}
writeLines(unlist(mclapply(readLines(args[1]), one, mc.cores = 2)), args[2])
`;
/** ETS takes half a second an item. */
const LONGEST_MS = 60 * 60_000;

/** One forecast per item (null where ETS failed), or a sentence why there is none. */
export async function etsForecasts(items: readonly { readonly series: DemandSeries; readonly origin: number }[], days: number, onProgress: (text: string) => void): Promise<(ItemForecast | null)[] | string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'mendian-ets-'));
  try {
    const [source, input, output] = ['ets.R', 'in.txt', 'out.txt'].map((name) => path.join(folder, name)) as [string, string, string];
    await writeFile(source, script);
    await writeFile(input, items.map(({ series, origin }) => Array.from({ length: origin }, (_, at) => (Number.isNaN(series.units[at] ?? NaN) ? 'NA' : series.units[at])).join(' ')).join('\n') + '\n');
    onProgress(`ETS of R for ${items.length} items`);
    const failure = await run([source, input, output, String(days)]);
    if (failure) return `ETS was not measured: ${failure}`;
    const lines = (await readFile(output, 'utf8')).split('\n');
    return items.map((_, at) => {
      const numbers = (lines[at] ?? '').trim().split(' ').map(Number);
      if (numbers.length !== days * 2 || numbers.some(Number.isNaN)) return null;
      return { sums: [], days: Array.from({ length: days }, (__, ahead) => ({ mean: Math.max(0, numbers[ahead]!), quantiles: quantileLevels.map((level) => Math.max(0, numbers[ahead]! + normalQuantile(level) * numbers[days + ahead]!)) })) };
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function run(args: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn('Rscript', args, { stdio: ['ignore', 'ignore', 'pipe'], timeout: LONGEST_MS });
    let said = '';
    child.stderr.on('data', (bytes) => (said = `${said}${String(bytes)}`.slice(-500)));
    child.once('error', (error) => resolve(`Rscript cannot be started (${error.message})`));
    child.once('exit', (code) => resolve(code === 0 ? null : `Rscript ended with ${code}: ${said.trim()}`));
  });
}
